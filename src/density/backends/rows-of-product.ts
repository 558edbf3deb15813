/** Sums of logarithms multiply so many values of a lane (a power of two), each in [1, 2], before they take a logarithm: 2^512 is far from overflow. */
export const rowsOfProduct = 512;
