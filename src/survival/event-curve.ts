/** How likely a patient has been seen to have the event, by the time since entry, when patients may also drop out. */
import { exp } from "../numeric/elementary/exponential.js";
import { decayMean, type PiecewiseHazard } from "./hazard.js";

/** Pr(the event was seen within `time` of entry), and its integral from 0: what expected numbers of events are made of. */
export interface EventCurve {
  probability(time: number): number;
  area(time: number): number;
}

/**
 * The curve for piecewise constant hazards of the event (h) and of dropout (d), in closed form.
 *
 * F(t) = ∫₀ᵗ h(s) exp(−H(s) − D(s)) ds and A(t) = ∫₀ᵗ F(s) ds. On a piece that begins at a with rates h, d and c = h + d:
 * F(a + x) = F(a) + S(a) h x m(cx) and A(a + x) = A(a) + F(a) x + S(a) h x² (1 − m(cx)) / (cx), with m(y) = (1 − e^(−y))/y and
 * S = exp(−H − D).
 *
 * Source: lachin1986evaluation.
 */
export function eventCurve(hazard: PiecewiseHazard, dropout: PiecewiseHazard): EventCurve {
  const starts = Float64Array.from(new Set([...hazard.starts, ...dropout.starts])).sort();
  const count = starts.length;
  const event = starts.map((start) => rateFrom(hazard, start));
  const total = starts.map((start, i) => event[i] + rateFrom(dropout, start));
  const alive = new Float64Array(count).fill(1);
  const seen = new Float64Array(count);
  const areas = new Float64Array(count);
  const pieceOf = (time: number) => {
    let piece = count - 1;
    while (piece > 0 && starts[piece] > time) piece--;
    return piece;
  };
  const probabilityWithin = (i: number, x: number) => seen[i] + alive[i] * event[i] * x * decayMean(total[i] * x);
  const areaWithin = (i: number, x: number) =>
    areas[i] + seen[i] * x + alive[i] * event[i] * x * x * secondDecayMean(total[i] * x);
  for (let i = 0; i + 1 < count; i++) {
    const length = starts[i + 1] - starts[i];
    alive[i + 1] = alive[i] * exp(-total[i] * length);
    seen[i + 1] = probabilityWithin(i, length);
    areas[i + 1] = areaWithin(i, length);
  }
  return {
    probability(time) {
      if (!(time > 0)) return 0;
      const piece = pieceOf(time);
      if (time < Infinity) return probabilityWithin(piece, time - starts[piece]);
      return seen[piece] + (total[piece] > 0 ? (alive[piece] * event[piece]) / total[piece] : 0);
    },
    area(time) {
      if (!(time > 0)) return 0;
      const piece = pieceOf(time);
      return areaWithin(piece, time - starts[piece]);
    },
  };
}

/** The curve of those events only that happen within `end` of entry: F(min(t, end)). */
export function curtailedCurve(curve: EventCurve, end: number): EventCurve {
  if (end === Infinity) return curve;
  const atEnd = curve.probability(end);
  return {
    probability: (time) => (time < end ? curve.probability(time) : atEnd),
    area: (time) => (time < end ? curve.area(time) : curve.area(end) + atEnd * (time - end)),
  };
}

function rateFrom(hazard: PiecewiseHazard, start: number): number {
  let piece = hazard.starts.length - 1;
  while (hazard.starts[piece] > start) piece--;
  return hazard.rates[piece];
}

/** (1 − (1 − e^(−x))/x) / x = ½ − x/6 + x²/24 − …, without cancellation near 0. */
function secondDecayMean(x: number): number {
  if (x > 0.5) return (1 - decayMean(x)) / x;
  let term = 0.5;
  let sum = 0;
  for (let k = 3; k < 22; k++) {
    sum += term;
    term *= -x / k;
  }
  return sum;
}
