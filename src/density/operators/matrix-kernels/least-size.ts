/** Kernels write blocks of four: smaller matrices do without them. */
export const LEAST_FOR_KERNELS = 5;
