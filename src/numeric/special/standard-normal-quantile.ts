/** Quantiles of the standard normal distribution: what normalQuantile and the inverse error functions share. */
import { log } from "../elementary/logarithm.js";

/**
 * z with P(Z ≤ z) = 1/2 + q, for |q| ≤ 0.425: q times a rational function of q² (minimax, relative error < 2^-53).
 * Source: wichura1988 (form; coefficients by an own fit).
 */
export function normalQuantileNearMedian(q: number): number {
  const r = 0.180625 - q * q;
  const top =
    3.3871328727963665 +
    r *
      (133.5105608794607 +
        r *
          (1983.6127024370514 +
            r *
              (13870.494618011262 +
                r * (46607.8577390317 + r * (68657.83710121224 + r * (34347.79864279444 + r * 2597.2306653536907))))));
  const bottom =
    1 +
    r *
      (42.422240803899975 +
        r *
          (691.0635517358204 +
            r *
              (5444.422558851816 +
                r * (21504.41722081682 + r * (40051.09111917163 + r * (29446.835109409792 + r * 5393.151118652058))))));
  return (q * top) / bottom;
}

/**
 * z with P(Z > z) = p, for p in (0, 0.075]: rational functions of √(−ln p) below and above 5 (relative error < 2^-53).
 * Source: wichura1988 (form; coefficients by an own fit).
 */
export function normalQuantileOfTail(p: number): number {
  const root = Math.sqrt(-log(p));
  return root <= 5 ? quantileOfModerateTail(root - 1.6) : quantileOfFarTail(root - 5);
}

function quantileOfModerateTail(r: number): number {
  const top =
    1.4234371107496837 +
    r *
      (4.6208403755105145 +
        r *
          (5.740583829083987 +
            r *
              (3.6159895519098035 +
                r * (1.2542464322625646 + r * (0.23785307405238232 + r * (0.02231317544455308 + r * 0.000761229109905873))))));
  const bottom =
    1 +
    r *
      (2.046519417114551 +
        r *
          (1.664077342078987 +
            r *
              (0.6815746292166643 +
                r *
                  (0.14574153915386412 + r * (0.014923258878839048 + r * (0.0005381785647269616 + r * 1.0538281857012227e-9))))));
  return top / bottom;
}

function quantileOfFarTail(r: number): number {
  const top =
    6.657904643501103 +
    r *
      (5.471523581248947 +
        r *
          (1.7906103255821546 +
            r *
              (0.2982318938450245 +
                r *
                  (0.026767267629865657 + r * (0.001259201954354853 + r * (2.764563615571344e-5 + r * 2.0671017597306184e-7))))));
  const bottom =
    1 +
    r *
      (0.6009945347205571 +
        r *
          (0.13754193206314563 +
            r *
              (0.014992756808921473 +
                r *
                  (0.0007968046576105134 +
                    r * (1.881795058838656e-5 + r * (1.4616518261105217e-7 + r * 2.193215420769437e-15))))));
  return top / bottom;
}

/** z with P(Z > z) = p, for p in (0, 1). */
export function standardNormalUpperQuantile(p: number): number {
  if (p >= 0.075 && p <= 0.925) return normalQuantileNearMedian(0.5 - p);
  return p < 0.075 ? normalQuantileOfTail(p) : -normalQuantileOfTail(1 - p);
}
