/** The passes for two states in WebAssembly: both states of a time, or two times, side by side in a vector. */

import { writtenExponential } from "../../functions/exponential.js";
import { LaneLibrary, writtenLogarithm } from "../../functions/index.js";
import { type FunctionBody, f64, f64x2, i32, type Local, type ModuleWriter, v128, valueType } from "../../wasm/index.js";
import { advance, kernels, loopUp, splatLane } from "../kernel-code.js";
import { SCALE, SMALL_SUM, TINY_SUM, totals, totalsPlace } from "./chain-room.js";

const address = valueType.i32;

/** The functions `densities`, `filter` and `smooth`: see `two-states.ts`, which does the same; and `logarithm` (address), which replaces a number by its logarithm. Source: rabiner1989tutorial, section III. */
export const twoStateKernels = /* @__PURE__ */ kernels(write);

function write(module: ModuleWriter): void {
  const library = new LaneLibrary(module);
  writeLogarithm(module.addFunction({ parameters: [address], results: [] }, "logarithm"), library);
  writeDensities(
    module.addFunction({ parameters: [address, address, address, address, address], results: [] }, "densities"),
    library,
  );
  writeFilter(module.addFunction({ parameters: [address, address, address, address], results: [valueType.i32] }, "filter"));
  writeSmooth(
    module.addFunction({ parameters: [address, address, address, address, address, address, address], results: [] }, "smooth"),
  );
}

function writeLogarithm(body: FunctionBody, library: LaneLibrary): void {
  const number = vector(body);
  body.get(0).access(v128.load64_zero, 0).set(number).get(0);
  library.inline(body, writtenLogarithm, number);
  body.accessLane(v128.store64_lane, 0, 0);
}

const vector = (body: FunctionBody): Local => body.addLocal(valueType.v128);

/** (densities, first, second, times, parameters): two times in a vector. */
function writeDensities(body: FunctionBody, library: LaneLibrary): void {
  const [densities, first, second, times, parameters] = [0, 1, 2, 3, 4];
  const locals = { gap: vector(body), density: vector(body), second: vector(body), first: vector(body), sum: vector(body) };
  const end = body.addLocal(address);
  const step = (isPair: boolean): void => {
    const load = isPair ? v128.load : v128.load64_zero;
    body.get(second).access(load, 0).tee(locals.second);
    body.get(first).access(load, 0).tee(locals.first).apply(f64x2.sub).tee(locals.gap);
    body.apply(f64x2.abs).apply(f64x2.neg).set(locals.density);
    library.inline(body, writtenExponential, locals.density);
    body.set(locals.density);
    // From here on `gap` is the mask of the times where the second state has the larger one.
    body.f64x2Const(0).get(locals.gap).apply(f64x2.lt).set(locals.gap);
    body.get(locals.sum);
    body.get(locals.second).get(locals.first).get(locals.gap).apply(v128.bitselect);
    body.apply(f64x2.add).set(locals.sum);
    body.get(locals.density).f64x2Const(1).get(locals.gap).apply(v128.bitselect).set(locals.first);
    body.f64x2Const(1).get(locals.density).get(locals.gap).apply(v128.bitselect).set(locals.second);
    for (const lane of isPair ? [0, 1] : [0]) {
      body
        .get(densities)
        .get(locals.first)
        .accessLane(v128.store64_lane, 16 * lane, lane);
      body
        .get(densities)
        .get(locals.second)
        .accessLane(v128.store64_lane, 16 * lane + 8, lane);
    }
  };
  body.get(first).get(times).i32Const(-2).apply(i32.and).i32Const(3).apply(i32.shl).apply(i32.add).set(end);
  loopUp(body, first, end, 16, () => {
    step(true);
    advance(body, second, 16);
    advance(body, densities, 32);
  });
  body.get(times).i32Const(1).apply(i32.and).if();
  step(false);
  body.end();
  body.get(parameters).get(locals.sum).get(locals.sum);
  splatLane(body, 1);
  body.apply(f64x2.add).accessLane(v128.store64_lane, 8 * (totalsPlace(2) + totals.pivots), 0);
}

/** (filtered, densities, times, parameters) → 1, or 0 where a row needs more care: both states of a time in a vector. */
function writeFilter(body: FunctionBody): void {
  const [filtered, densities, times, parameters] = [0, 1, 2, 3];
  const [row, fromFirst, fromSecond, density, scalings] = Array.from({ length: 5 }, () => vector(body));
  const sum = body.addLocal(valueType.f64);
  const end = body.addLocal(address);
  body.get(parameters).access(v128.load, 0).set(row);
  body.get(parameters).access(v128.load, 16).set(fromFirst);
  body.get(parameters).access(v128.load, 32).set(fromSecond);
  body.get(densities).get(times).i32Const(4).apply(i32.shl).apply(i32.add).set(end);
  loopUp(body, densities, end, 16, () => {
    body.get(densities).access(v128.load, 0).tee(density).get(row).apply(f64x2.mul).tee(row);
    body.lane(f64x2.extract_lane, 0).get(row).lane(f64x2.extract_lane, 1).apply(f64.add).set(sum);
    body.f64Const(SMALL_SUM).get(sum).apply(f64.le).apply(i32.eqz).if();
    body.f64Const(TINY_SUM).get(sum).apply(f64.le).apply(i32.eqz).if();
    body.i32Const(0).return().end();
    body.get(row).f64x2Const(SCALE).apply(f64x2.mul).set(row);
    body.get(densities).get(density).f64x2Const(SCALE).apply(f64x2.mul).access(v128.store, 0);
    body.get(scalings).f64x2Const(1).apply(f64x2.add).set(scalings);
    body.end();
    body.get(filtered).get(row).access(v128.store, 0);
    weightedSum(body, row, fromFirst, fromSecond, row);
    advance(body, filtered, 16);
  });
  const place = 8 * (totalsPlace(2) + totals.scalings);
  body.get(parameters).get(parameters).access(v128.load64_zero, place).get(scalings).apply(f64x2.add);
  body.accessLane(v128.store64_lane, place, 0).i32Const(1);
}

/** (filtered, densities, times, parameters, first adjoint, second adjoint, weight): both states of a time in a vector, from the last time to the first. */
function writeSmooth(body: FunctionBody): void {
  const [filtered, densities, times, parameters, toFirst, toSecond, weight] = [0, 1, 2, 3, 4, 5, 6];
  const [later, flow, before, fromFirst, fromSecond, toFlowOfFirst, toFlowOfSecond] = Array.from({ length: 7 }, () =>
    vector(body),
  );
  // Bytes from the beginning of the adjoints, twice that in the others.
  const [offset, start] = [body.addLocal(address), body.addLocal(address)];
  // Columns of the transitions: what flows into the first and into the second state.
  for (const [state, column] of [fromFirst, fromSecond].entries()) {
    body
      .get(parameters)
      .get(parameters)
      .access(v128.load64_zero, 16 + 8 * state);
    body.accessLane(v128.load64_lane, 32 + 8 * state, 1).set(column);
  }
  body.get(weight).access(v128.load64_splat, 0).set(later);
  body.get(times).i32Const(1).apply(i32.sub).i32Const(3).apply(i32.shl).set(offset);
  const at = (array: Local, shift: number) => body.get(array).get(offset).i32Const(shift).apply(i32.shl).apply(i32.add);
  const flowFromLater = (): void => {
    at(filtered, 1).access(v128.load, 0).get(later).apply(f64x2.mul).set(before);
    for (const [lane, adjoint] of [toFirst, toSecond].entries()) {
      at(adjoint, 0).tee(start).get(start).access(v128.load64_splat, 0).get(before).apply(f64x2.add);
      body.accessLane(v128.store64_lane, 0, lane);
    }
    at(densities, 1).access(v128.load, 0).get(later).apply(f64x2.mul).set(flow);
  };
  body.get(offset).if();
  const loop = body.loop();
  flowFromLater();
  at(filtered, 1).i32Const(16).apply(i32.sub).access(v128.load, 0).set(before);
  for (const [lane, total] of [toFlowOfFirst, toFlowOfSecond].entries()) {
    body.get(total).get(before);
    splatLane(body, lane as 0 | 1);
    body.get(flow).apply(f64x2.mul).apply(f64x2.add).set(total);
  }
  weightedSum(body, flow, fromFirst, fromSecond, later);
  body.get(offset).i32Const(8).apply(i32.sub).tee(offset).branchIf(loop).end();
  body.end();
  flowFromLater();
  for (const [place, value] of [flow, toFlowOfFirst, toFlowOfSecond].entries())
    body
      .get(parameters)
      .get(value)
      .access(v128.store, 48 + 16 * place);
}

/** to = first lane × first + second lane × second. */
function weightedSum(body: FunctionBody, weights: Local, first: Local, second: Local, to: Local): void {
  body.get(weights);
  splatLane(body, 0);
  body.get(first).apply(f64x2.mul).get(weights);
  splatLane(body, 1);
  body.get(second).apply(f64x2.mul).apply(f64x2.add).set(to);
}
