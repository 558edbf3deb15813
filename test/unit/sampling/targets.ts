/** Toy targets with known moments. */
import type { LogDensity } from "../../../src/density/log-density.js";

/** Independent normals with mean 0 and the given standard deviations. */
export function independentNormals(sds: readonly number[]): LogDensity {
  return {
    dimension: sds.length,
    evaluateInto(gradient, position) {
      let sum = 0;
      for (let i = 0; i < sds.length; i++) {
        const z = position[i] / sds[i];
        sum -= 0.5 * z * z;
        gradient[i] = -z / sds[i];
      }
      return sum;
    },
  };
}
