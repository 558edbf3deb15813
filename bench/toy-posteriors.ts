/** Toy posteriors on which samplers are compared. */
import type { LogDensity } from "../src/density/log-density.js";
import { rngFromSeed, standardNormal } from "../src/random/index.js";

const E = Math.exp;
const L = Math.log;
export const toys: Record<string, () => LogDensity> = {
  normalScales20: () => {
    const d = 20,
      sd = Array.from({ length: d }, (_, i) => 10 ** (-3 + (6 * i) / (d - 1)));
    return {
      dimension: d,
      evaluateInto(g, x) {
        let s = 0;
        for (let i = 0; i < d; i++) {
          const z = x[i] / sd[i];
          s -= (z * z) / 2;
          g[i] = -z / sd[i];
        }
        return s;
      },
    };
  },
  ar1_100: () => {
    const d = 100,
      r = 0.9,
      c = 1 / (1 - r * r);
    return {
      dimension: d,
      evaluateInto(g, x) {
        let s = -0.5 * x[0] * x[0];
        g.fill(0);
        g[0] = -x[0];
        for (let i = 1; i < d; i++) {
          const e = x[i] - r * x[i - 1];
          s -= 0.5 * c * e * e;
          g[i] -= c * e;
          g[i - 1] += c * r * e;
        }
        return s;
      },
    };
  },
  wishart100: () => {
    const d = 100,
      rng = rngFromSeed(3);
    const n = 200;
    const A = Array.from({ length: n }, () => Float64Array.from({ length: d }, () => standardNormal(rng) / Math.sqrt(n)));
    return {
      dimension: d,
      evaluateInto(g, x) {
        let s = 0;
        g.fill(0);
        for (const a of A) {
          let p = 0;
          for (let j = 0; j < d; j++) p += a[j] * x[j];
          s -= 0.5 * p * p;
          for (let j = 0; j < d; j++) g[j] -= p * a[j];
        }
        return s;
      },
    };
  },
  t4_10: () => ({
    dimension: 10,
    evaluateInto(g, x) {
      let s = 0;
      for (let i = 0; i < 10; i++) {
        const q = 1 + (x[i] * x[i]) / 4;
        s -= 2.5 * L(q);
        g[i] = (-2.5 * (x[i] / 2)) / q;
      }
      return s;
    },
  }),
  funnelNC: () => ({
    dimension: 10,
    evaluateInto(g, x) {
      let s = (-x[0] * x[0]) / 18;
      g[0] = -x[0] / 9;
      for (let i = 1; i < 10; i++) {
        s -= (x[i] * x[i]) / 2;
        g[i] = -x[i];
      }
      return s;
    },
  }),
  logistic8: () => {
    const n = 200,
      d = 8,
      rng = rngFromSeed(5);
    const X = Array.from({ length: n }, () => {
      const c = standardNormal(rng);
      return Float64Array.from({ length: d }, (_, j) => (j === 0 ? 1 : 0.7 * c + 0.7 * standardNormal(rng)));
    });
    const y = X.map((r) => (rng.uniform() < 1 / (1 + E(-(r[0] * 0.5 + r[1] - r[2]))) ? 1 : 0));
    return {
      dimension: d,
      evaluateInto(g, x) {
        let s = 0;
        for (let j = 0; j < d; j++) {
          s -= (x[j] * x[j]) / 50;
          g[j] = -x[j] / 25;
        }
        for (let i = 0; i < n; i++) {
          const r = X[i];
          let e = 0;
          for (let j = 0; j < d; j++) e += r[j] * x[j];
          const p = 1 / (1 + E(-e));
          s += y[i] * e - (e > 0 ? e + L(1 + E(-e)) : L(1 + E(e)));
          const q = y[i] - p;
          for (let j = 0; j < d; j++) g[j] += q * r[j];
        }
        return s;
      },
    };
  },
  eightSchoolsNC: () => {
    const y = [28, 8, -3, 7, -1, 1, 18, 12],
      sg = [15, 10, 16, 11, 9, 11, 10, 18];
    return {
      dimension: 10,
      evaluateInto(g, x) {
        const mu = x[8],
          t = E(x[9]);
        let s = (-mu * mu) / 50 - L(1 + (t * t) / 25) + x[9];
        g[8] = -mu / 25;
        let gt = -((2 * t) / 25) / (1 + (t * t) / 25);
        for (let j = 0; j < 8; j++) {
          const e = (y[j] - mu - t * x[j]) / sg[j];
          s -= (e * e) / 2 + (x[j] * x[j]) / 2;
          g[j] = (e * t) / sg[j] - x[j];
          g[8] += e / sg[j];
          gt += (e * x[j]) / sg[j];
        }
        g[9] = gt * t + 1;
        return s;
      },
    };
  },
  kilpis: () => {
    const n = 60,
      rng = rngFromSeed(9);
    const xs = Array.from({ length: n }, (_, i) => 1952 + i),
      y = xs.map((v) => 9.3 + 0.02 * (v - 1980) + 1.1 * standardNormal(rng));
    return {
      dimension: 3,
      evaluateInto(g, x) {
        const sg = E(x[2]);
        let s = x[2];
        g[0] = 0;
        g[1] = 0;
        let gs = 0;
        for (let i = 0; i < n; i++) {
          const e = (y[i] - x[0] - x[1] * xs[i]) / sg;
          s -= (e * e) / 2 + x[2];
          g[0] += e / sg;
          g[1] += (e * xs[i]) / sg;
          gs += e * e - 1;
        }
        s -= 0.5 * ((x[0] - 9) / 100) ** 2 + 0.5 * (x[1] / 0.03333) ** 2;
        g[0] -= (x[0] - 9) / 1e4;
        g[1] -= x[1] / 0.001111;
        g[2] = gs + 1;
        return s;
      },
    };
  },
  kidiq: () => {
    const n = 434,
      rng = rngFromSeed(19);
    const hs = Array.from({ length: n }, () => (rng.uniform() < 0.79 ? 1 : 0)),
      iq = hs.map((h) => 97 + 6 * h + 14 * standardNormal(rng)),
      y = hs.map((h, i) => -11 + 51 * h + 1.1 * iq[i] - 0.48 * h * iq[i] + 18 * standardNormal(rng));
    return {
      dimension: 5,
      evaluateInto(g, x) {
        const sg = E(x[4]);
        g.fill(0);
        let s = x[4] - L(1 + (sg / 2.5) ** 2),
          gs = 1 - (2 * (sg / 2.5) ** 2) / (1 + (sg / 2.5) ** 2);
        for (let i = 0; i < n; i++) {
          const e = (y[i] - x[0] - x[1] * hs[i] - x[2] * iq[i] - x[3] * hs[i] * iq[i]) / sg;
          s -= (e * e) / 2 + x[4];
          const q = e / sg;
          g[0] += q;
          g[1] += q * hs[i];
          g[2] += q * iq[i];
          g[3] += q * hs[i] * iq[i];
          gs += e * e - 1;
        }
        g[4] = gs;
        return s;
      },
    };
  },
  hier40: () => {
    const J = 40,
      n = 10,
      rng = rngFromSeed(29);
    const y = Array.from({ length: J }, () => {
      const a = 1 + 0.5 * standardNormal(rng);
      return Array.from({ length: n }, () => a + standardNormal(rng));
    });
    const d = J + 3;
    return {
      dimension: d,
      evaluateInto(g, x) {
        const mu = x[J],
          t = E(x[J + 1]),
          sg = E(x[J + 2]);
        g.fill(0);
        let s = (-mu * mu) / 200 - (t * t) / 2 + x[J + 1] - (sg * sg) / 2 + x[J + 2];
        g[J] = -mu / 100;
        g[J + 1] = 1 - t * t;
        g[J + 2] = 1 - sg * sg;
        for (let j = 0; j < J; j++) {
          s -= (x[j] * x[j]) / 2;
          g[j] -= x[j];
          const a = mu + t * x[j];
          let q = 0;
          for (let i = 0; i < n; i++) {
            const e = (y[j][i] - a) / sg;
            s -= (e * e) / 2 + x[J + 2];
            q += e / sg;
            g[J + 2] += e * e - 1;
          }
          g[j] += q * t;
          g[J] += q;
          g[J + 1] += q * t * x[j];
        }
        return s;
      },
    };
  },
};
