/** ln(2π)/2, of normal densities. */
export const HALF_LOG_TWO_PI = 0.9189385332046727;
