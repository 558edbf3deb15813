/** Standard test problems of optimization with their published minima. Source: more1981testing; himmelblau by its closed form. */

export interface TestProblem {
  readonly name: string;
  readonly start: readonly number[];
  readonly minima: readonly (readonly number[])[];
  /** Digits to which a minimizer can be expected: fewer where the Hessian is singular. */
  readonly positionTolerance: number;
  /** Residuals whose squares add up to the objective, with their Jacobian rows. */
  residuals(x: Float64Array): { r: number[]; jacobian: number[][]; curvature?: number[][][] };
}

const sumOfSquares = (problem: TestProblem) => {
  const evaluate = (gradient: Float64Array, position: Float64Array): number => {
    const { r, jacobian } = problem.residuals(position);
    gradient.fill(0);
    let value = 0;
    r.forEach((ri, k) => {
      value += ri * ri;
      for (let i = 0; i < position.length; i++) gradient[i] += 2 * ri * jacobian[k][i];
    });
    return value;
  };
  const withHessian = (gradient: Float64Array, hessian: Float64Array, position: Float64Array): number => {
    const { r, jacobian, curvature } = problem.residuals(position);
    const n = position.length;
    hessian.fill(0);
    r.forEach((ri, k) => {
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++)
          hessian[i * n + j] += 2 * (jacobian[k][i] * jacobian[k][j] + ri * (curvature?.[k][i][j] ?? 0));
    });
    return evaluate(gradient, position);
  };
  const plain = (position: Float64Array): number => evaluate(new Float64Array(position.length), position);
  return { evaluate, withHessian, plain };
};

const zero = (n: number): number[][] => Array.from({ length: n }, () => new Array<number>(n).fill(0));

const raw: readonly TestProblem[] = [
  {
    name: "Rosenbrock",
    start: [-1.2, 1],
    minima: [[1, 1]],
    positionTolerance: 1e-7,
    residuals: ([x, y]) => ({
      r: [10 * (y - x * x), 1 - x],
      jacobian: [
        [-20 * x, 10],
        [-1, 0],
      ],
      curvature: [
        [
          [-20, 0],
          [0, 0],
        ],
        zero(2),
      ],
    }),
  },
  {
    name: "Beale",
    start: [1, 1],
    minima: [[3, 0.5]],
    positionTolerance: 1e-7,
    residuals: ([x, y]) => {
      const rows = [1.5, 2.25, 2.625].map((c, k) => ({ c, i: k + 1 }));
      return {
        r: rows.map(({ c, i }) => c - x * (1 - y ** i)),
        jacobian: rows.map(({ i }) => [-(1 - y ** i), x * i * y ** (i - 1)]),
        curvature: rows.map(({ i }) => [
          [0, i * y ** (i - 1)],
          [i * y ** (i - 1), i === 1 ? 0 : x * i * (i - 1) * y ** (i - 2)],
        ]),
      };
    },
  },
  {
    name: "Himmelblau",
    start: [0.5, 0.5],
    minima: [
      [3, 2],
      [-2.805118086952745, 3.131312518250573],
      [-3.779310253377747, -3.2831859912861696],
      [3.5844283403304917, -1.8481265269644034],
    ],
    positionTolerance: 1e-7,
    residuals: ([x, y]) => ({
      r: [x * x + y - 11, x + y * y - 7],
      jacobian: [
        [2 * x, 1],
        [1, 2 * y],
      ],
      curvature: [
        [
          [2, 0],
          [0, 0],
        ],
        [
          [0, 0],
          [0, 2],
        ],
      ],
    }),
  },
  {
    name: "Wood",
    start: [-3, -1, -3, -1],
    minima: [[1, 1, 1, 1]],
    positionTolerance: 1e-7,
    residuals: ([a, b, c, d]) => {
      const [s, t] = [Math.sqrt(90), Math.sqrt(10)];
      const first = zero(4);
      first[0][0] = -20;
      const third = zero(4);
      third[2][2] = -2 * s;
      return {
        r: [10 * (b - a * a), 1 - a, s * (d - c * c), 1 - c, t * (b + d - 2), (b - d) / t],
        jacobian: [
          [-20 * a, 10, 0, 0],
          [-1, 0, 0, 0],
          [0, 0, -2 * s * c, s],
          [0, 0, -1, 0],
          [0, t, 0, t],
          [0, 1 / t, 0, -1 / t],
        ],
        curvature: [first, zero(4), third, zero(4), zero(4), zero(4)],
      };
    },
  },
  {
    name: "Powell singular",
    start: [3, -1, 0, 1],
    minima: [[0, 0, 0, 0]],
    positionTolerance: 2e-2,
    residuals: ([a, b, c, d]) => {
      const [f, t] = [Math.sqrt(5), Math.sqrt(10)];
      const third = zero(4);
      third[1][1] = 2;
      third[1][2] = third[2][1] = -4;
      third[2][2] = 8;
      const fourth = zero(4);
      fourth[0][0] = fourth[3][3] = 2 * t;
      fourth[0][3] = fourth[3][0] = -2 * t;
      return {
        r: [a + 10 * b, f * (c - d), (b - 2 * c) ** 2, t * (a - d) ** 2],
        jacobian: [
          [1, 10, 0, 0],
          [0, 0, f, -f],
          [0, 2 * (b - 2 * c), -4 * (b - 2 * c), 0],
          [2 * t * (a - d), 0, 0, -2 * t * (a - d)],
        ],
        curvature: [zero(4), zero(4), third, fourth],
      };
    },
  },
  {
    name: "Brown badly scaled",
    start: [1, 1],
    minima: [[1e6, 2e-6]],
    positionTolerance: 1e-7,
    residuals: ([x, y]) => ({
      r: [x - 1e6, y - 2e-6, x * y - 2],
      jacobian: [
        [1, 0],
        [0, 1],
        [y, x],
      ],
      curvature: [
        zero(2),
        zero(2),
        [
          [0, 1],
          [1, 0],
        ],
      ],
    }),
  },
];

export const testProblems = raw.map((problem) => ({ ...problem, ...sumOfSquares(problem) }));
