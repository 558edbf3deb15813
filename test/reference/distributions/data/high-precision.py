"""Values of distributions that base R has not, from their formulas in 60 digits: python3 high-precision.py > high-precision.json (mpmath)."""
import json
import mpmath as mp

mp.mp.dps = 60
f = lambda v: float(v)


def phi(z):
    return mp.exp(-z * z / 2) / mp.sqrt(2 * mp.pi)


def Phi(z):
    return mp.erfc(-z / mp.sqrt(2)) / 2


rows = []


def add(name, options, points, **more):
    rows.append({"name": name, "options": options, "points": [[f(v) for v in point] for point in points], **more})


# Laplace
for location, scale in [(0, 1), (2, "0.7")]:
    m, s = mp.mpf(location), mp.mpf(f(mp.mpf(scale)))
    points = []
    for z in [-800, -3, -0.25, 0, 0.5, 40, 750]:
        x = mp.mpf(f(m + s * z))
        u = (x - m) / s
        near = mp.log(1 - mp.exp(-abs(u)) / 2)
        far = -abs(u) - mp.log(2)
        points.append([x, -abs(u) - mp.log(2 * s), near if u > 0 else far, far if u > 0 else near])
    add("laplace", {"location": f(m), "scale": f(s)}, points)

# Inverse gamma: P(X <= x) = Q(shape, scale / x)
for shape, scale in [(3, 2), (0.5, 10)]:
    points = []
    for x in [0.002, 0.1, 1, 5, 1e4, 1e12]:
        x = mp.mpf(x)
        a, b = mp.mpf(shape), mp.mpf(scale)
        log_density = a * mp.log(b) - mp.loggamma(a) - (a + 1) * mp.log(x) - b / x
        upper = mp.gammainc(a, b / x, mp.inf, regularized=True)
        lower = mp.gammainc(a, 0, b / x, regularized=True)
        points.append([x, log_density, mp.log(upper), mp.log(lower)])
    add("inverseGamma", {"shape": shape, "scale": scale}, points)

# Half distributions
for sd in [1, 2.5]:
    points = []
    for z in [1e-12, 0.1, 1, 6, 37, 1e4]:
        x = mp.mpf(sd * z)
        u = x / mp.mpf(sd)
        points.append([x, mp.log(2 * phi(u) / sd), mp.log1p(-mp.erfc(u / mp.sqrt(2))), mp.log(mp.erfc(u / mp.sqrt(2)))])
    add("halfNormal", {"sd": sd}, points)
points = []
for x in [1e-12, 0.1, 1, 6, 1e8]:
    x = mp.mpf(x)
    u = x / mp.mpf(2.5)
    points.append([x, mp.log(2 / (mp.pi * 2.5 * (1 + u * u))), mp.log(2 * mp.atan(u) / mp.pi), mp.log(2 * mp.atan(1 / u) / mp.pi)])
add("halfCauchy", {"scale": 2.5}, points)
points = []
nu, s = mp.mpf(4), mp.mpf(3)
for x in [1e-12, 0.1, 1, 6, 1e5]:
    x = mp.mpf(x)
    u = x / s
    c = mp.gamma((nu + 1) / 2) / (mp.gamma(nu / 2) * mp.sqrt(nu * mp.pi) * s)
    t = nu / (nu + u * u)
    upper = mp.betainc(nu / 2, mp.mpf(1) / 2, 0, t, regularized=True)
    points.append([x, mp.log(2 * c) - (nu + 1) / 2 * mp.log(1 + u * u / nu), mp.log1p(-upper), mp.log(upper)])
add("halfStudentT", {"degreesOfFreedom": 4, "scale": 3}, points)

# Truncated normal
for lower, upper, xs in [(1, 3, [1.001, 2, 2.9]), (10, 1e9, [10.001, 10.2, 12]), (-40, -38, [-39.9, -38.5, -38.01]), (-1, 2, [-0.999, 0, 1.9])]:
    a, b = mp.mpf(lower), mp.mpf(upper)
    total = Phi(-a) - Phi(-b) if a > 0 else Phi(b) - Phi(a)
    between = lambda p, q: Phi(-p) - Phi(-q) if p > 0 else Phi(q) - Phi(p)
    points = [[x, mp.log(phi(mp.mpf(x)) / total), mp.log(between(a, mp.mpf(x)) / total), mp.log(between(mp.mpf(x), b) / total)] for x in xs]
    add("truncatedNormal", {"lower": lower, "upper": upper}, points)

# Beta-binomial
for n, a, b in [(10, 2, 3), (40, 0.3, 0.9)]:
    masses = [mp.binomial(n, k) * mp.beta(k + mp.mpf(a), n - k + mp.mpf(b)) / mp.beta(mp.mpf(a), mp.mpf(b)) for k in range(n + 1)]
    points = [[k, mp.log(masses[k]), mp.log(mp.fsum(masses[: k + 1])), mp.log(mp.fsum(masses[k + 1 :]))] for k in [0, 1, 4, 7, n - 1]]
    add("betaBinomial", {"trials": n, "shape1": a, "shape2": b}, points)

# Ordered logistic
for location, cuts in [(0.4, [-1, 0.5, 2]), (-30, [-1, 0, 1, 5])]:
    F = lambda z: 1 / (1 + mp.exp(-z))
    edges = [-mp.inf] + [mp.mpf(c) for c in cuts] + [mp.inf]
    masses = []
    for lo, hi in zip(edges, edges[1:]):
        low = mp.mpf(0) if lo == -mp.inf else F(lo - mp.mpf(location))
        high = mp.mpf(1) if hi == mp.inf else F(hi - mp.mpf(location))
        masses.append(high - low)
    points = [[k, mp.log(masses[k]), mp.log(mp.fsum(masses[: k + 1])), mp.log(mp.fsum(masses[k + 1 :]))] for k in range(len(cuts))]
    add("orderedLogistic", {"location": location, "cutpoints": cuts}, points)

# Mixture of two normals
weights, means, sds = [0.25, 0.75], [-2, 3], [0.5, 2]
points = []
for x in [-60, -2, 0, 1.5, 9, 60]:
    parts = [mp.mpf(w) * phi((x - mp.mpf(m)) / s) / s for w, m, s in zip(weights, means, sds)]
    below = [mp.mpf(w) * Phi((x - mp.mpf(m)) / s) for w, m, s in zip(weights, means, sds)]
    above = [mp.mpf(w) * Phi((m - mp.mpf(x)) / s) for w, m, s in zip(weights, means, sds)]
    points.append([x, mp.log(sum(parts)), mp.log(sum(below)), mp.log(sum(above))])
add("mixtureOfNormals", {"weights": weights, "means": means, "sds": sds}, points)

# Vectors
vectors = []


def vector(name, options, x, value):
    vectors.append({"name": name, "options": options, "x": x, "logDensity": f(value)})


for a, x in [([1, 2, 3.5], [0.2, 0.5, 0.3]), ([0.1, 40, 7, 0.9], [1e-9, 0.75, 0.2, 0.05])]:
    A, X = [mp.mpf(v) for v in a], [mp.mpf(v) for v in x]
    vector("dirichlet", {"concentration": a}, x, mp.loggamma(sum(A)) - sum(map(mp.loggamma, A)) + sum((p - 1) * mp.log(q) for p, q in zip(A, X)))
for n, p, x in [(9, [0.125, 0.375, 0.5], [2, 3, 4]), (100, [0.5, 0.25, 0.25], [90, 10, 0])]:
    value = mp.loggamma(n + 1) - sum(mp.loggamma(k + 1) for k in x) + sum(k * mp.log(mp.mpf(q)) for k, q in zip(x, p))
    vector("multinomial", {"trials": n, "probabilities": p}, x, value)
S = [[2, 0.5, -0.25], [0.5, 1, 0.125], [-0.25, 0.125, 4]]
for mean, x in [([0, 0, 0], [0.3, -1, 2]), ([1, -2, 0.5], [100, -30, 7])]:
    M = mp.matrix(S)
    d = mp.matrix([mp.mpf(p) - mp.mpf(q) for p, q in zip(x, mean)])
    square = (d.T * mp.lu_solve(M, d))[0]
    vector("multivariateNormal", {"mean": mean, "covariance": S}, x, -square / 2 - mp.log(mp.det(M)) / 2 - mp.mpf(3) / 2 * mp.log(2 * mp.pi))
# LKJ of 3: the normalizer by quadrature over partial correlations r12, r13, r23.1, each (1 - r^2)^(its power)
for shape in [1, 2.5]:
    eta = mp.mpf(shape)
    Z = mp.mpf(1)
    for power in [eta - 1 + mp.mpf(1) / 2, eta - 1 + mp.mpf(1) / 2, eta - 1]:
        Z *= mp.quad(lambda r: (1 - r * r) ** power, [-1, 0, 1]) if power != 0 else 2
    L = mp.matrix([[1, 0, 0], [mp.mpf(0.5), 0, 0], [mp.mpf(0.25), mp.mpf(-0.5), 0]])
    L[1, 1] = mp.sqrt(1 - L[1, 0] ** 2)
    L[2, 2] = mp.sqrt(1 - L[2, 0] ** 2 - L[2, 1] ** 2)
    R = L * L.T
    flat = lambda m: [f(m[i, j]) for i in range(3) for j in range(3)]
    vector("lkj", {"dimension": 3, "shape": shape}, flat(R), (eta - 1) * mp.log(mp.det(R)) - mp.log(Z))
    # dR/dL = L22^1 (rows from 1: Lkk^(K - k))
    vector("lkjCholesky", {"dimension": 3, "shape": shape}, flat(L), (eta - 1) * mp.log(mp.det(R)) - mp.log(Z) + mp.log(L[1, 1]))

out = {"source": f"mpmath {mp.__version__}, 60 digits, written by high-precision.py beside this file",
       "columns": ["x", "log density", "log P(X <= x)", "log P(X > x)"], "families": rows, "vectors": vectors}
text = json.dumps(out, indent=1).replace("-Infinity", '"-Infinity"').replace(" Infinity", ' "Infinity"')
print(text)
