/** What the log density of a multivariate normal vector needs beside a factor, in WebAssembly: the bits of `covariance-adjoint.ts`. */
import { control, type FunctionBody, f64, f64x2, i32, type Local, type ModuleWriter, v128, valueType } from "../../wasm/index.js";
import { addProducts, forPairs, localsOf, loopUp, loopUpBy, multiply } from "../kernel-code.js";

const address = valueType.i32;

/**
 * The function `whiten` (vector, transposed factor, n): replaces a vector b by L⁻¹ b, given what `factor` left in its scratch.
 *
 * Source: golub2013matrix, algorithm 3.1.3.
 */
export function writeWhiten(module: ModuleWriter): void {
  const body = module.addFunction({ parameters: [address, address, address], results: [] }, "whiten");
  const [vector, factor, n] = [0, 1, 2];
  const { stride, row, offset, end, at } = localsOf(body, address, "stride", "row", "offset", "end", "at");
  const value = body.addLocal(valueType.f64);
  const share = body.addLocal(valueType.v128);
  body.get(n).i32Const(3).apply(i32.shl).tee(stride).set(end);
  body.get(factor).set(row);
  loopUp(body, at, end, 8, () => {
    const own = (array: Local) => body.get(array).get(at).apply(i32.add);
    own(vector);
    own(vector).access(f64.load, 0);
    own(row).access(f64.load, 0).apply(f64.div).tee(value).access(f64.store, 0);
    body.get(value).apply(f64x2.splat).set(share);
    body.get(at).i32Const(8).apply(i32.add).set(offset);
    forPairs(body, offset, end, ({ place, load, store }) => {
      place(vector);
      load(vector).get(share);
      load(row).apply(f64x2.mul).apply(f64x2.sub);
      store();
    });
    body.get(row).get(stride).apply(i32.add).set(row);
  });
}

/**
 * The function `inverse` (inverse, factor, standard, solution, n): L⁻¹ row by row, seven elements behind the diagonal 0, and L⁻ᵀ z for z = `standard`.
 * The inverse has room for n × n numbers and seven more.
 *
 * Row k: −(Σ_{m<k} Lₖₘ × row m) / Lₖₖ.
 *
 * Source: golub2013matrix, section 3.1.
 */
export function writeInverse(module: ModuleWriter): void {
  const body = module.addFunction({ parameters: Array(5).fill(address), results: [] }, "inverse");
  const [inverse, factor, standard, solution, n] = [0, 1, 2, 3, 4];
  const locals = localsOf(
    body,
    address,
    "stride",
    "row",
    "rowOfFactor",
    "width",
    "end",
    "offset",
    "own",
    "ownEnd",
    "above",
    "eight",
  );
  const { stride, row, rowOfFactor, width, end, offset, own, ownEnd, above, eight } = locals;
  const [reciprocal, share] = [body.addLocal(valueType.v128), body.addLocal(valueType.v128)];
  body.get(n).i32Const(3).apply(i32.shl).set(stride).i32Const(8).set(eight);
  body.get(inverse).set(row).get(factor).set(rowOfFactor);
  zeroVector(body, solution, offset, stride);
  body.get(inverse).get(n).get(stride).apply(multiply).apply(i32.add).set(end);
  loopUpBy(body, row, end, stride, () => {
    body.get(rowOfFactor).get(width).apply(i32.add).set(ownEnd);
    body.f64x2Const(1).get(ownEnd).access(v128.load64_splat, 0).apply(f64x2.div).set(reciprocal).i32Const(0).set(offset);
    inBlocks(body, offset, width, (count) => {
      const sums = zeroVectors(body, count);
      // Rows above the block's first column have nothing in it.
      body.get(rowOfFactor).get(offset).apply(i32.add).set(own);
      body.get(inverse).get(offset).apply(i32.add).get(offset).get(n).apply(multiply).apply(i32.add).set(above);
      addProducts(body, sums, { own, ownStride: eight, ownEnd, row: above, rowStride: stride }, "add");
      for (const [part, sum] of sums.entries()) {
        body.get(row).get(offset).apply(i32.add).get(sum).apply(f64x2.neg).get(reciprocal).apply(f64x2.mul);
        body.access(v128.store, 16 * part).releaseLocal(sum);
      }
    });
    const diagonal = () => body.get(row).get(width).apply(i32.add);
    diagonal().get(reciprocal).accessLane(v128.store64_lane, 0, 0);
    for (const behind of [8, 24, 40]) diagonal().f64x2Const(0).access(v128.store, behind);
    diagonal().f64Const(0).access(f64.store, 56);
    body.get(standard).get(width).apply(i32.add).access(v128.load64_splat, 0).set(share).i32Const(0).set(offset);
    body.get(width).i32Const(8).apply(i32.add).set(width);
    forPairs(body, offset, width, ({ place, load, store }) => {
      place(solution);
      load(solution).get(share);
      load(row).apply(f64x2.mul).apply(f64x2.add);
      store();
    });
    body.get(rowOfFactor).get(stride).apply(i32.add).set(rowOfFactor);
  });
}

/**
 * The function `covarianceAdjoint` (adjoint, inverse, solution, weight, n): adds weight × (α αᵀ − L⁻ᵀ L⁻¹), half of it on the diagonal, to the lower triangle.
 * Behind the inverse there is room for n + 8 numbers.
 *
 * Source: rasmussen2006gaussian, equation 5.9.
 */
export function writeCovarianceAdjoint(module: ModuleWriter): void {
  const body = module.addFunction({ parameters: Array(5).fill(address), results: [] }, "covarianceAdjoint");
  const [adjoint, inverse, solution, weight, n] = [0, 1, 2, 3, 4];
  const locals = localsOf(
    body,
    address,
    "stride",
    "row",
    "diagonal",
    "width",
    "end",
    "offset",
    "own",
    "above",
    "room",
    "copy",
    "last",
  );
  const { stride, row, diagonal, width, end, offset, own, above, room, copy, last } = locals;
  const [weights, share] = [body.addLocal(valueType.v128), body.addLocal(valueType.v128)];
  body.get(n).i32Const(3).apply(i32.shl).set(stride);
  body.get(inverse).get(n).get(stride).apply(multiply).apply(i32.add).tee(end).tee(room).i32Const(64).apply(i32.add).set(copy);
  // Blocks read beyond the end of the solution.
  forPairs(body, offset, stride, ({ place, load, store }) => {
    place(copy);
    load(solution);
    store();
  });
  body.get(weight).access(v128.load64_splat, 0).set(weights);
  body.get(adjoint).set(row).get(inverse).set(diagonal);
  const rows = body.loop();
  body.get(copy).get(width).apply(i32.add).access(v128.load64_splat, 0).set(share).i32Const(0).set(offset);
  body.get(width).i32Const(8).apply(i32.add).set(last);
  inBlocks(body, offset, last, (count) => {
    const sums = Array.from({ length: count / 2 }, () => body.addLocal(valueType.v128));
    for (const [part, sum] of sums.entries())
      body
        .get(share)
        .get(copy)
        .get(offset)
        .apply(i32.add)
        .access(v128.load, 16 * part)
        .apply(f64x2.mul)
        .set(sum);
    body.get(diagonal).tee(own).get(width).apply(i32.sub).get(offset).apply(i32.add).set(above);
    addProducts(body, sums, { own, ownStride: stride, ownEnd: end, row: above, rowStride: stride }, "sub");
    addBlock(body, { row, offset, width, room, weights }, sums);
    for (const sum of sums) body.releaseLocal(sum);
  });
  body.get(row).get(stride).apply(i32.add).set(row);
  body.get(diagonal).get(stride).apply(i32.add).i32Const(8).apply(i32.add).set(diagonal);
  body.get(width).i32Const(8).apply(i32.add).tee(width).get(stride).apply(i32.lt_u).branchIf(rows).end();
}

/** Adds the weight times sums to a row, to its elements before `width`, and half of that to the one there. */
function addBlock(
  body: FunctionBody,
  { row, offset, width, room, weights }: Readonly<Record<"row" | "offset" | "width" | "room" | "weights", Local>>,
  sums: readonly Local[],
): void {
  const [place, at] = [body.addLocal(address), body.addLocal(address)];
  body.get(row).get(offset).apply(i32.add).set(place);
  const isWithin = () =>
    body
      .get(width)
      .get(offset)
      .i32Const(16 * sums.length)
      .apply(i32.add)
      .apply(i32.lt_u)
      .apply(i32.eqz);
  isWithin().apply(i32.eqz).if();
  for (const [part, sum] of sums.entries())
    body
      .get(room)
      .get(sum)
      .access(v128.store, 16 * part);
  body.get(room).set(at);
  const end = body.addLocal(address);
  body.get(room).get(width).get(offset).apply(i32.sub).apply(i32.add).set(end);
  const add = (share: () => void) => {
    body.get(place).get(place).access(f64.load, 0);
    share();
    body.get(at).access(f64.load, 0).apply(f64.mul).apply(f64.add).access(f64.store, 0);
  };
  const weight = () => body.get(weights).lane(f64x2.extract_lane, 0);
  loopUp(body, at, end, 8, () => {
    add(weight);
    body.get(place).i32Const(8).apply(i32.add).set(place);
  });
  add(() => weight().f64Const(0.5).apply(f64.mul));
  body.end();
  isWithin().if();
  for (const [part, sum] of sums.entries()) {
    body
      .get(place)
      .get(place)
      .access(v128.load, 16 * part)
      .get(weights)
      .get(sum)
      .apply(f64x2.mul)
      .apply(f64x2.add);
    body.access(v128.store, 16 * part);
  }
  body.end();
  for (const local of [place, at, end]) body.releaseLocal(local);
}

/** Code for blocks of eight, then of four numbers, while the offset is before the end; the last one may run over it. */
function inBlocks(body: FunctionBody, offset: Local, end: Local, write: (count: number) => void): void {
  const endOfEights = body.addLocal(address);
  body.get(end).i32Const(56).apply(i32.sub).i32Const(0).get(end).i32Const(56).apply(i32.lt_u).apply(i32.eqz);
  body.apply(control.select).set(endOfEights);
  loopUp(body, offset, endOfEights, 64, () => write(8));
  loopUp(body, offset, end, 32, () => write(4));
  body.releaseLocal(endOfEights);
}

function zeroVectors(body: FunctionBody, count: number): readonly Local[] {
  const sums = Array.from({ length: count / 2 }, () => body.addLocal(valueType.v128));
  for (const sum of sums) body.f64x2Const(0).set(sum);
  return sums;
}

function zeroVector(body: FunctionBody, vector: Local, offset: Local, end: Local): void {
  forPairs(body, offset, end, ({ place, store }) => {
    place(vector).f64x2Const(0);
    store();
  });
}
