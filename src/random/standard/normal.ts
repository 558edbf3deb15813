/** Standard normal variates by the ziggurat: one uniform in 98.5 % of cases. */
import { exp, log } from "../../numeric/elementary.js";
import type { Rng } from "../rng.js";
import type { UniformSource } from "../uniform-source.js";

/** Where the tail begins, and the area of each of the 256 layers under exp(−x²/2). Source: marsaglia2000ziggurat. */
const TAIL = 3.6541528853610088;
const AREA = 0.004928673233974655;

/** The right ends of the layers, from the base's (as wide as it would be without its tail's shape) up to 0 at the top. */
const EDGES = /* @__PURE__ */ layerEdges();
/** Of each layer, right and left: its signed width, and the share of it that lies wholly under the curve. */
const WIDTHS = /* @__PURE__ */ Float64Array.from({ length: 512 }, (_, i) => (i & 1 ? -EDGES[i >> 1] : EDGES[i >> 1]));
const CORES = /* @__PURE__ */ Float64Array.from({ length: 512 }, (_, i) => EDGES[(i >> 1) + 1] / EDGES[i >> 1]);
/** exp(−x²/2) at the edges. */
const HEIGHTS = /* @__PURE__ */ EDGES.map((x) => exp(-0.5 * x * x));

function layerEdges(): Float64Array {
  const edges = new Float64Array(257);
  edges[0] = AREA / exp(-0.5 * TAIL * TAIL);
  edges[1] = TAIL;
  for (let i = 1; i < 255; i++) edges[i + 1] = Math.sqrt(-2 * log(exp(-0.5 * edges[i] * edges[i]) + AREA / edges[i]));
  return edges;
}

/**
 * Returns a standard normal variate: density exp(−x²/2) / √(2π), to 44 bits inside each layer.
 *
 * The uniform's first 8 bits choose one of 256 layers of equal area, the ninth the side, the others the place in the layer.
 *
 * Source: marsaglia2000ziggurat, doornik2005ziggurat.
 */
export function standardNormal(source: UniformSource): number {
  const scaled = source.uniform() * 512;
  const layer = scaled | 0;
  // 44 bits are left; the half step keeps the lattice symmetric and off 0.
  const place = scaled - layer + 2 ** -45;
  const x = place * WIDTHS[layer];
  return place < CORES[layer] ? x : edgeOf(source, layer, x);
}

/** Writes standard normal variates into `out`: those that as many calls of `standardNormal` would give. */
export function fillStandardNormal(out: Float64Array, source: UniformSource): void {
  for (let i = 0; i < out.length; i++) out[i] = standardNormal(source);
}

/**
 * Writes the variates that `fillStandardNormal` would, faster and without making objects: the stream is asked for the uniforms of all of them at once. Returns
 * with the stream where `fillStandardNormal` would leave it.
 */
export function fillStandardNormalAtOnce(out: Float64Array, source: Rng): void {
  source.fillUniform(out);
  const { length } = out;
  // Variates are written over uniforms that were read: each takes one, a few take more.
  let read = 0;
  for (let i = 0; i < length; i++) {
    if (read === length) {
      out[i] = standardNormal(source);
      continue;
    }
    const scaled = out[read++] * 512;
    const layer = scaled | 0;
    const place = scaled - layer + 2 ** -45;
    out[i] = place * WIDTHS[layer];
    if (place < CORES[layer]) continue;
    ahead.start(out, read, source);
    out[i] = edgeOf(ahead, layer, out[i]);
    read = ahead.read;
  }
}

/** Uniforms drawn ahead, and those of the source after them. */
class DrawnAhead implements UniformSource {
  read = 0;
  private drawn: Float64Array = new Float64Array(0);
  private source: UniformSource | undefined;

  start(drawn: Float64Array, read: number, source: UniformSource): void {
    this.drawn = drawn;
    this.read = read;
    this.source = source;
  }

  uniform(): number {
    return this.read < this.drawn.length ? this.drawn[this.read++] : (this.source as UniformSource).uniform();
  }
}

const ahead = /* @__PURE__ */ new DrawnAhead();

/** What becomes of a point at x in a layer's edge, beyond its core: kept if under the curve. */
function edgeOf(source: UniformSource, signedLayer: number, x: number): number {
  const layer = signedLayer >> 1;
  if (layer === 0) return (signedLayer & 1) === 0 ? tail(source) : -tail(source);
  const height = HEIGHTS[layer] + source.uniform() * (HEIGHTS[layer + 1] - HEIGHTS[layer]);
  return height < exp(-0.5 * x * x) ? x : standardNormal(source);
}

/** A variate of the tail beyond TAIL, by rejection from an exponential. Source: marsaglia2000ziggurat. */
function tail(source: UniformSource): number {
  for (;;) {
    const excess = -log(source.uniform()) / TAIL;
    if (-2 * log(source.uniform()) > excess * excess) return TAIL + excess;
  }
}
