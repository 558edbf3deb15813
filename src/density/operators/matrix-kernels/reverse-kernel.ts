/** The adjoint of the Cholesky factorization in WebAssembly: rows, two elements at a time. */
import { type FunctionBody, f64, f64x2, i32, type Local, type ModuleWriter, v128, valueType } from "../../wasm/index.js";
import { forPairs, localsOf, loopUpBy, multiply } from "../kernel-code.js";

const address = valueType.i32;

/**
 * The function `reverse` (adjoint, factor, n), n > 0: `reverseInto` of cholesky.ts, operation by operation.
 *
 * Source: murray2016cholesky, section 4.
 */
export function writeReverse(module: ModuleWriter): void {
  const body = module.addFunction({ parameters: [address, address, address], results: [] }, "reverse");
  const [adjoint, factor, n] = [0, 1, 2];
  const locals = localsOf(body, address, "stride", "j", "width", "top", "topFactor", "bottom", "below", "belowFactor", "offset");
  const { stride, j, width, top, topFactor, bottom, below, belowFactor, offset } = locals;
  const { inverse, slope, value } = localsOf(body, valueType.f64, "inverse", "slope", "value");
  body.get(n).i32Const(3).apply(i32.shl).set(stride);
  body.get(adjoint).get(n).get(stride).apply(multiply).apply(i32.add).set(bottom);
  body.get(n).i32Const(1).apply(i32.sub).set(j);
  const columns = body.loop();
  body.get(j).i32Const(3).apply(i32.shl).set(width);
  for (const [array, row] of [
    [adjoint, top],
    [factor, topFactor],
  ])
    body.get(array).get(j).get(stride).apply(multiply).apply(i32.add).set(row);
  const at = (row: Local) => body.get(row).get(width).apply(i32.add);
  body.f64Const(1);
  at(topFactor).access(f64.load, 0).apply(f64.div).set(inverse);
  at(top).access(f64.load, 0).set(slope);
  const startBelow = () => {
    body.get(top).get(stride).apply(i32.add).set(below);
    body.get(topFactor).get(stride).apply(i32.add).set(belowFactor);
  };
  startBelow();
  loopUpBy(body, below, bottom, stride, () => {
    at(below);
    at(below).access(f64.load, 0).get(inverse).apply(f64.mul).tee(value).access(f64.store, 0);
    body.get(slope).get(value);
    at(belowFactor).access(f64.load, 0).apply(f64.mul).apply(f64.sub).set(slope);
    body.get(belowFactor).get(stride).apply(i32.add).set(belowFactor);
  });
  body.get(slope).get(inverse).apply(f64.mul).set(slope);
  const share = body.addLocal(valueType.v128);
  body.get(slope).apply(f64x2.splat).set(share).i32Const(0).set(offset);
  forPairs(body, offset, width, ({ place, load, store }) => {
    place(top);
    load(top).get(share);
    load(topFactor).apply(f64x2.mul).apply(f64x2.sub);
    store();
  });
  startBelow();
  subtractRows(body, { stride, width, top, topFactor, bottom, below, belowFactor, offset });
  at(top).get(slope).f64Const(0.5).apply(f64.mul).access(f64.store, 0);
  body.get(j).i32Const(1).apply(i32.sub).tee(j).i32Const(0).apply(i32.ge_s).branchIf(columns).end();
}

type Rows = Readonly<Record<"stride" | "width" | "top" | "topFactor" | "bottom" | "below" | "belowFactor" | "offset", Local>>;

/** What row j gives to and takes from all rows below: four and four, then one by one. */
function subtractRows(body: FunctionBody, rows: Rows): void {
  const { stride, bottom, below } = rows;
  const [endOfFours, four] = [body.addLocal(address), body.addLocal(address)];
  body.get(stride).i32Const(2).apply(i32.shl).set(four);
  // Where `below` is less than this there are four rows.
  body.get(bottom).get(stride).i32Const(3).apply(multiply).apply(i32.sub).set(endOfFours);
  loopUpBy(body, below, endOfFours, four, () => subtractGroup(body, rows, 4));
  loopUpBy(body, below, bottom, stride, () => subtractGroup(body, rows, 1));
}

/** r̄ −= c̄ B and B̄ −= c̄ r for four rows of B, or one. */
function subtractGroup(
  body: FunctionBody,
  { stride, width, top, topFactor, below, belowFactor, offset }: Rows,
  count: 1 | 4,
): void {
  const group = Array.from({ length: count }, () => ({
    adjoint: body.addLocal(address),
    factor: body.addLocal(address),
    share: body.addLocal(valueType.v128),
  }));
  for (const [number, { adjoint, factor, share }] of group.entries()) {
    const before = group[number - 1];
    const from = (first: Local, last: Local | undefined, to: Local) =>
      last === undefined ? body.get(first).set(to) : body.get(last).get(stride).apply(i32.add).set(to);
    from(below, before?.adjoint, adjoint);
    from(belowFactor, before?.factor, factor);
    body.get(adjoint).get(width).apply(i32.add).access(v128.load64_splat, 0).set(share);
  }
  body.i32Const(0).set(offset);
  forPairs(body, offset, width, ({ place, load, store }) => {
    const product = ({ factor, share }: (typeof group)[number]) => {
      body.get(share);
      load(factor).apply(f64x2.mul);
    };
    place(top);
    load(top);
    for (const [number, row] of group.entries()) {
      product(row);
      if (number % 2 === 1) body.apply(f64x2.add);
    }
    if (count === 4) body.apply(f64x2.add);
    body.apply(f64x2.sub);
    store();
    for (const { adjoint, share } of group) {
      place(adjoint);
      load(adjoint).get(share);
      load(topFactor).apply(f64x2.mul).apply(f64x2.sub);
      store();
    }
  });
  body
    .get((group.at(-1) as (typeof group)[number]).factor)
    .get(stride)
    .apply(i32.add)
    .set(belowFactor);
  for (const locals of group) for (const local of Object.values(locals)) body.releaseLocal(local);
}
