/** The Cholesky factor in WebAssembly: rows of the transposed factor, eight or four elements at a time. */
import { type FunctionBody, f64, f64x2, i32, type Local, type ModuleWriter, v128, valueType } from "../../wasm/index.js";
import { addProducts, localsOf, loopUp, loopUpBy } from "../kernel-code.js";

const address = valueType.i32;

/**
 * The function `factor` (factor, scratch, matrix, n) → −1, or the number of the first pivot that is not positive. It writes the lower triangle of the factor,
 * from that of the matrix, both row by row, with the bits of `choleskyInto`. The scratch is n × n, and n at least 4.
 *
 * Row i of the transposed factor U = Lᵀ: (Aᵢⱼ − Σ_{k<i} Uₖᵢ Uₖⱼ) / √pivot for j ≥ i. A block that runs over the row's end spoils the beginning of the next
 * one, which is written later; the last row has one element.
 *
 * Source: golub2013matrix, algorithm 4.2.2.
 */
export function writeFactor(module: ModuleWriter): void {
  const body = module.addFunction({ parameters: [address, address, address, address], results: [address] }, "factor");
  const [factor, scratch, matrix, n] = [0, 1, 2, 3];
  const locals = localsOf(body, address, "stride", "end", "row", "from", "to", "block", "above", "own", "i", "last");
  const { stride, end, row, from, to, block, own, i, last } = locals;
  const pivot = body.addLocal(valueType.f64);
  const root = body.addLocal(valueType.v128);
  body.get(n).i32Const(3).apply(i32.shl).set(stride);
  body.get(n).i32Const(1).apply(i32.sub).set(last);
  // `row`, `from`, `to`: element (i, i) of scratch, matrix and factor; `end`: of the scratch's row.
  body.get(scratch).set(row).get(matrix).set(from).get(factor).set(to);
  const rows = body.loop();
  body.get(row).get(n).get(i).apply(i32.sub).i32Const(3).apply(i32.shl).apply(i32.add).set(end);
  copyColumn(body, from, row, end, stride, "in");
  body.get(row).set(block);
  for (const width of [8, 4]) {
    const endOfBlocks = body.addLocal(address);
    body
      .get(end)
      .i32Const(width === 8 ? 56 : 0)
      .apply(i32.sub)
      .set(endOfBlocks);
    loopUp(body, block, endOfBlocks, 8 * width, () => {
      const sums = subtractAbove(body, scratch, locals, width);
      body.get(block).get(row).apply(i32.eq).if();
      body.get(sums[0]).lane(f64x2.extract_lane, 0).set(pivot);
      takeRoot(body, pivot, i);
      body.get(pivot).apply(f64x2.splat).set(root);
      body.end();
      for (const [part, sum] of sums.entries())
        body
          .get(block)
          .get(sum)
          .get(root)
          .apply(f64x2.div)
          .access(v128.store, 16 * part);
      for (const sum of sums) body.releaseLocal(sum);
    });
    body.releaseLocal(endOfBlocks);
  }
  body.get(row).get(pivot).access(f64.store, 0);
  copyColumn(body, to, row, end, stride, "out");
  for (const diagonal of [row, from, to]) body.get(diagonal).get(stride).apply(i32.add).i32Const(8).apply(i32.add).set(diagonal);
  body.get(i).i32Const(1).apply(i32.add).tee(i).get(last).apply(i32.lt_s).branchIf(rows).end();
  // The last row is its pivot.
  body.get(from).access(f64.load, 0).set(pivot);
  body.get(scratch).get(last).i32Const(3).apply(i32.shl).apply(i32.add).set(own);
  loopUpBy(body, own, row, stride, () => {
    body.get(pivot).get(own).access(f64.load, 0).get(own).access(f64.load, 0).apply(f64.mul);
    body.apply(f64.sub).set(pivot);
  });
  takeRoot(body, pivot, i);
  body.get(row).get(pivot).access(f64.store, 0);
  body.get(to).get(pivot).access(f64.store, 0).i32Const(-1);
}

/** Elements of a row less the products of what is above them; two to a local. */
function subtractAbove(
  body: FunctionBody,
  scratch: Local,
  { row, block, own, above, i, stride }: Readonly<Record<"row" | "block" | "own" | "above" | "i" | "stride", Local>>,
  width: number,
): readonly Local[] {
  const sums = Array.from({ length: width / 2 }, () => body.addLocal(valueType.v128));
  for (const [part, sum] of sums.entries())
    body
      .get(block)
      .access(v128.load, 16 * part)
      .set(sum);
  // Down the columns: `own` is element (k, i), `above` (k, j).
  body.get(scratch).get(i).i32Const(3).apply(i32.shl).apply(i32.add).tee(own);
  body.get(block).get(row).apply(i32.sub).apply(i32.add).set(above);
  addProducts(body, sums, { own, ownStride: stride, ownEnd: row, row: above, rowStride: stride }, "sub");
  return sums;
}

/** Replaces a pivot by its root; returns the number of the row where it is not positive. */
function takeRoot(body: FunctionBody, pivot: Local, row: Local): void {
  body.f64Const(0).get(pivot).apply(f64.lt).apply(i32.eqz).if();
  body.get(row).return().end();
  body.get(pivot).apply(f64.sqrt).set(pivot);
}

/** Copies a column that begins at `column` into the contiguous row from `row` to `end`, or back. */
function copyColumn(body: FunctionBody, column: Local, row: Local, end: Local, stride: Local, way: "in" | "out"): void {
  const [place, element] = [body.addLocal(address), body.addLocal(address)];
  body.get(row).set(place).get(column).set(element);
  loopUp(body, place, end, 8, () => {
    const [to, from] = way === "in" ? [place, element] : [element, place];
    body.get(to).get(from).access(f64.load, 0).access(f64.store, 0);
    body.get(element).get(stride).apply(i32.add).set(element);
  });
  body.releaseLocal(place);
  body.releaseLocal(element);
}
