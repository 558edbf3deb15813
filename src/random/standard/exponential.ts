/** Standard exponential variates by the ziggurat: one uniform in 97.8 % of cases. */
import { exp, log } from "../../numeric/elementary.js";
import type { UniformSource } from "../uniform-source.js";

/** Where the tail begins, and the area of each of the 256 layers under exp(−x). Source: marsaglia2000ziggurat. */
const TAIL = 7.69711747013105;
const AREA = 0.003949659822581557;

/** The right ends of the layers, from the base's (as wide as it would be without its tail's shape) up to 0 at the top. */
const EDGES = /* @__PURE__ */ layerEdges();
/** Of each layer, the share that lies wholly under the curve. */
const CORES = /* @__PURE__ */ Float64Array.from({ length: 256 }, (_, i) => EDGES[i + 1] / EDGES[i]);
/** exp(−x) at the edges. */
const HEIGHTS = /* @__PURE__ */ EDGES.map((x) => exp(-x));

function layerEdges(): Float64Array {
  const edges = new Float64Array(257);
  edges[0] = AREA / exp(-TAIL);
  edges[1] = TAIL;
  for (let i = 1; i < 255; i++) edges[i + 1] = -log(exp(-edges[i]) + AREA / edges[i]);
  return edges;
}

/**
 * Returns a standard exponential variate: density exp(−x) for x > 0, to 45 bits inside each layer.
 *
 * The uniform's first 8 bits choose one of 256 layers of equal area, the others the place in the layer.
 *
 * Source: marsaglia2000ziggurat.
 */
export function standardExponential(source: UniformSource): number {
  const scaled = source.uniform() * 256;
  const layer = scaled | 0;
  // 45 bits are left; the half step keeps the variate off 0.
  const place = scaled - layer + 2 ** -46;
  const x = place * EDGES[layer];
  return place < CORES[layer] ? x : edgeOf(source, layer, x);
}

/** What becomes of a point at x in a layer's edge, beyond its core: kept if under the curve; the tail is the whole once more. */
function edgeOf(source: UniformSource, layer: number, x: number): number {
  if (layer === 0) return TAIL + standardExponential(source);
  const height = HEIGHTS[layer] + source.uniform() * (HEIGHTS[layer + 1] - HEIGHTS[layer]);
  return height < exp(-x) ? x : standardExponential(source);
}
