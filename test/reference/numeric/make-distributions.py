"""Adds exact values (mpmath, 120 digits) to R's, for distributions.json.

Run with Python 3.11, mpmath 1.3:  Rscript make-distributions.R > points.json; python3 make-distributions.py points.json > distributions.json
Each row of the result: [function, [arguments], value of R 4.2.2 or null, exact value rounded to a double].
The arguments are doubles, taken exactly. Tails come from the power series of the lower incomplete gamma function, Legendre's and
Euler's continued fractions (DLMF 8.9.2 and 8.17.22), hypergeometric tails from sums; quantiles from Newton's method on the
logarithm of the tail.
"""
import json
import math
import sys

from mpmath import erf, erfc, exp, expm1, gamma, log, log1p, loggamma, mp, mpf, pi, psi, sqrt

mp.dps = 120
TINY = mpf(10) ** -115


def fraction(b0, term):
    """b0 + a1/(b1 + a2/(b2 + ...)) by Lentz's method."""
    f = c = b0
    d = mpf(0)
    for n in range(1, 10**6):
        a, b = term(n)
        d = 1 / (b + a * d)
        c = b + a / c
        f *= c * d
        if abs(c * d - 1) < TINY:
            return f
    raise ArithmeticError("no convergence")


def gamma_tails(a, x):
    """(lower, upper) regularized incomplete gamma functions."""
    if x <= 0:
        return mpf(0), mpf(1)
    if x < a + 1:
        term = total = 1 / a
        n = a
        while term > TINY * total:
            n += 1
            term *= x / n
            total += term
        lower = total * exp(a * log(x) - x - loggamma(a))
        return lower, 1 - lower
    upper = exp(a * log(x) - x - loggamma(a)) / fraction(x + 1 - a, lambda n: (n * (a - n), x + 2 * n + 1 - a))
    return 1 - upper, upper


def beta_tails(a, b, x, y):
    """(lower, upper) regularized incomplete beta functions, y = 1 - x."""
    if x == 0 or y == 0:
        return (mpf(0), mpf(1)) if x == 0 else (mpf(1), mpf(0))
    if x > (a + 1) / (a + b + 2):
        upper, lower = beta_tails(b, a, y, x)
        return lower, upper

    def term(n):
        m = n // 2
        if n % 2:
            return -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)), 1
        return m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), 1

    prefactor = exp(a * log(x) + b * log(y) + loggamma(a + b) - loggamma(a) - loggamma(b))
    lower = prefactor / a / fraction(mpf(1), term)
    return lower, 1 - lower


def t_tails(x, df):
    s, r = x * x / (df + x * x), df / (df + x * x)
    lower, upper = beta_tails(mpf(1) / 2, df / 2, s, r)
    return ((1 + lower) / 2, upper / 2) if x > 0 else (upper / 2, (1 + lower) / 2)


def choose(n, k):
    return exp(loggamma(n + 1) - loggamma(k + 1) - loggamma(n - k + 1))


def hyper_mass(x, m, n, k):
    if x < max(0, k - n) or x > min(m, k):
        return mpf(0)
    return choose(m, x) * choose(n, k - x) / choose(m + n, k)


def hyper_tails(x, m, n, k):
    lo, hi = int(max(0, k - n)), int(min(m, k))
    x = int(x)

    def total(first, last):
        if first > last:
            return mpf(0)
        term = hyper_mass(mpf(first), m, n, k)
        s = term
        for j in range(first, last):
            term *= (m - j) * (k - j) / ((j + 1) * (n - k + j + 1))
            s += term
        return s

    return total(lo, x), total(x + 1, hi)


def binom_tails(x, n, p):
    if x < 0 or x >= n:
        return (mpf(0), mpf(1)) if x < 0 else (mpf(1), mpf(0))
    lower, upper = beta_tails(x + 1, n - x, p, 1 - p)
    return upper, lower


CONTINUOUS = {
    "normal": (lambda x, m, s: (erfc((m - x) / s / sqrt(2)) / 2, erfc((x - m) / s / sqrt(2)) / 2),
               lambda x, m, s: exp(-((x - m) / s) ** 2 / 2) / s / sqrt(2 * pi)),
    "logNormal": (lambda x, m, s: CONTINUOUS["normal"][0](log(x), m, s) if x > 0 else (mpf(0), mpf(1)),
                  lambda x, m, s: CONTINUOUS["normal"][1](log(x), m, s) / x),
    "logistic": (lambda x, m, s: (1 / (1 + exp((m - x) / s)), 1 / (1 + exp((x - m) / s))),
                 lambda x, m, s: exp(-abs(x - m) / s) / s / (1 + exp(-abs(x - m) / s)) ** 2),
    "exponential": (lambda x, r: (-expm1(-r * x), exp(-r * x)), lambda x, r: r * exp(-r * x)),
    "weibull": (lambda x, k, l: (-expm1(-((x / l) ** k)), exp(-((x / l) ** k))),
                lambda x, k, l: k / l * (x / l) ** (k - 1) * exp(-((x / l) ** k))),
    "studentT": (t_tails, lambda x, v: exp(loggamma((v + 1) / 2) - loggamma(v / 2) - (v + 1) / 2 * log1p(x * x / v)) / sqrt(v * pi)),
    "gamma": (lambda x, a, r: gamma_tails(a, r * x), lambda x, a, r: exp(a * log(r) + (a - 1) * log(x) - r * x - loggamma(a))),
    "chiSquare": (lambda x, v: gamma_tails(v / 2, x / 2), lambda x, v: CONTINUOUS["gamma"][1](x, v / 2, mpf(1) / 2)),
    "beta": (lambda x, a, b: beta_tails(a, b, x, 1 - x),
             lambda x, a, b: exp((a - 1) * log(x) + (b - 1) * log(1 - x) + loggamma(a + b) - loggamma(a) - loggamma(b))),
    "f": (lambda x, m, n: beta_tails(m / 2, n / 2, m * x / (m * x + n), n / (m * x + n)),
          lambda x, m, n: exp(m / 2 * log(m * x / (m * x + n)) + n / 2 * log(n / (m * x + n)) + loggamma((m + n) / 2) - loggamma(m / 2) - loggamma(n / 2)) / x),
}
DISCRETE = {
    "binomial": (binom_tails, lambda x, n, p: choose(n, x) * p**x * (1 - p) ** (n - x)),
    "poisson": (lambda x, l: gamma_tails(x + 1, l)[::-1] if x >= 0 else (mpf(0), mpf(1)), lambda x, l: exp(x * log(l) - l - loggamma(x + 1))),
    "negativeBinomial": (lambda x, r, p: beta_tails(r, x + 1, p, 1 - p) if x >= 0 else (mpf(0), mpf(1)),
                         lambda x, r, p: exp(loggamma(x + r) - loggamma(r) - loggamma(x + 1) + r * log(p) + x * log(1 - p))),
    "hypergeometric": (hyper_tails, hyper_mass),
}
SPECIAL = {
    "logGamma": loggamma, "digamma": lambda x: psi(0, x), "trigamma": lambda x: psi(1, x), "gamma": gamma,
    "logBeta": lambda a, b: loggamma(a) + loggamma(b) - loggamma(a + b),
    "logChoose": lambda n, k: loggamma(n + 1) - loggamma(k + 1) - loggamma(n - k + 1),
    "binomialCoefficient": choose, "logit": lambda p: log(p / (1 - p)), "expit": lambda x: 1 / (1 + exp(-x)),
}


def safe_log(p, other):
    return log1p(-other) if other < mpf("0.5") else (log(p) if p > 0 else -mp.inf)


def quantile(name, p, par, is_upper, start):
    """Newton's method for ln(tail) over ln x (over x for the whole line), from R's value."""
    tails, density = CONTINUOUS[name]
    whole_line = name in ("normal", "logistic", "studentT")
    if name == "normal" and p == mpf("0.5"):
        return par[0]
    if not math.isfinite(start) or (start <= 0 and not whole_line):
        return None
    if name in ("studentT", "logistic") and p == mpf("0.5"):
        return par[0] if name == "logistic" else mpf(0)
    x = mpf(start)
    for _ in range(60):
        lower, upper = tails(x, *par)
        tail = upper if is_upper else lower
        if tail <= 0:
            return None
        step = log(tail / p) * tail / density(x, *par)
        step = step if is_upper else -step
        new = x + step if whole_line else x * exp(step / x)
        if name == "beta" and not 0 < new < 1:
            return None
        if abs(new - x) < mpf(10) ** -40 * abs(x):
            return new
        x = new
    return None


def discrete_quantile(name, p, par, is_upper, start):
    tails = DISCRETE[name][0]
    tie = mpf(10) ** -60  # equality up to the rounding of these 120 digits
    done = (lambda k: tails(mpf(k), *par)[1] <= p * (1 + tie)) if is_upper else (lambda k: tails(mpf(k), *par)[0] >= p * (1 - tie))
    k = int(start)
    while not done(k):
        k += 1
    while k > 0 and done(k - 1):
        k -= 1
    return mpf(k)


def exact(name, args, r):
    if name in SPECIAL:
        return SPECIAL[name](*args)
    for suffix in ("LogUpperTail", "LogDensity", "LogMass", "LogCdf", "UpperTail", "UpperQuantile", "Density", "Mass", "Cdf", "Quantile"):
        if name.endswith(suffix):
            base = name[: -len(suffix)]
            break
    x, par = args[0], args[1:]
    tails, density = (CONTINUOUS | DISCRETE)[base]
    if suffix.endswith("Quantile"):
        find = quantile if base in CONTINUOUS else discrete_quantile
        return find(base, x, par, suffix.startswith("Upper"), r)
    if suffix in ("Density", "LogDensity", "Mass", "LogMass"):
        d = density(x, *par)
        return (log(d) if d > 0 else -mp.inf) if suffix.startswith("Log") else d
    lower, upper = tails(x, *par)
    return {"Cdf": lower, "UpperTail": upper, "LogCdf": safe_log(lower, upper), "LogUpperTail": safe_log(upper, lower)}[suffix]


def text(value):
    value = float(value)
    if math.isinf(value):
        return '"Infinity"' if value > 0 else '"-Infinity"'
    return repr(value)


rows = []
for name, args, r in json.load(open(sys.argv[1])):
    if any(isinstance(v, str) or v is None for v in args) or r is None:
        continue
    positive = ("logNormal", "weibull", "gamma", "chiSquare", "beta", "f")
    if any(name.startswith(p) and name[len(p)].isupper() for p in positive if len(name) > len(p)) and "Quantile" not in name and args[0] <= 0:
        continue  # the quantile that served as x had underflowed
    value = exact(name, [mpf(v) for v in args], float(r) if not isinstance(r, str) else float(r.replace("Infinity", "inf")))
    if value is None:
        continue
    rows.append("[%s,%s,%s,%s]" % (json.dumps(name), json.dumps(args, separators=(",", ":")), json.dumps(r), text(value)))

# functions that R does not have: exact values only


def newton_inverse(f, derivative, y, start):
    x = mpf(start)
    for _ in range(200):
        step = (f(x) - y) / derivative(x)
        x -= step
        if abs(step) < mpf(10) ** -80 * (1 + abs(x)):
            return x
    raise ArithmeticError("no convergence")


def beta_binomial(x, n, a, b):
    return choose(n, x) * exp(loggamma(x + a) + loggamma(n - x + b) - loggamma(n + a + b) - loggamma(a) - loggamma(b) + loggamma(a + b))


EXTRA = {
    "erf": (erf, [[x] for x in (-3.3, -0.6, 1e-300, 1e-8, 0.2, 0.69, 0.71, 1.0, 2.5, 5.9)]),
    "erfc": (erfc, [[x] for x in (-5.0, -0.5, 1e-9, 0.3, 0.69, 0.71, 1.3, 3.99, 4.01, 8.0, 15.7, 26.5)]),
    "erfcx": (lambda x: exp(x * x) * erfc(x), [[x] for x in (-26.0, -2.0, -0.3, 0.0, 0.5, 0.71, 2.2, 3.99, 4.01, 30.0, 1e5, 1e100)]),
    "erfInverse": (lambda y: newton_inverse(erf, lambda t: 2 / sqrt(pi) * exp(-t * t), y, y),
                   [[y] for y in (-0.9, -0.1, 1e-200, 1e-9, 0.3, 0.84, 0.86)]),
    "erfcInverse": (lambda y: -newton_inverse(lambda t: log(erfc(-t)), lambda t: 2 / sqrt(pi) * exp(-t * t) / erfc(-t), log(y), -0.5),
                    [[y] for y in (1e-300, 1e-200, 1e-40, 1e-10, 1e-3, 0.14, 0.16, 0.7)]),
    "incompleteGammaLower": (lambda a, x: gamma_tails(a, x)[0], [[1e-8, 0.1], [0.4, 2.0], [3.3, 1e-20], [50.0, 49.0], [1e5, 99000.0]]),
    "incompleteGammaUpper": (lambda a, x: gamma_tails(a, x)[1], [[1e-8, 0.1], [0.4, 2.0], [0.999, 1.09], [50.0, 400.0], [1e5, 101000.0]]),
    "logIncompleteGammaLower": (lambda a, x: log(gamma_tails(a, x)[0]), [[3.3, 1e-200], [800.0, 10.0]]),
    "logIncompleteGammaUpper": (lambda a, x: log(gamma_tails(a, x)[1]), [[3.3, 5000.0], [800.0, 90000.0]]),
    "incompleteBeta": (lambda x, a, b: beta_tails(a, b, x, 1 - x)[0], [[0.5, 0.001, 0.002], [1e-9, 3.0, 4.0], [0.9, 40.0, 2.0], [0.25, 900.0, 2500.0]]),
    "incompleteBetaComplement": (lambda x, a, b: beta_tails(a, b, x, 1 - x)[1], [[0.999999, 3.0, 4.0], [0.9, 40.0, 2.0], [0.3, 900.0, 2500.0], [0.75, 5.0, 0.1]]),
    "logIncompleteBeta": (lambda x, a, b: log(beta_tails(a, b, x, 1 - x)[0]), [[1e-100, 30.0, 4.0], [0.01, 900.0, 2500.0]]),
    "logIncompleteBetaComplement": (lambda x, a, b: log(beta_tails(a, b, x, 1 - x)[1]), [[1 - 1e-15, 3.0, 40.0], [0.9, 900.0, 2500.0]]),
    "log1pExp": (lambda x: log1p(exp(x)), [[x] for x in (-800.0, -40.0, -1.0, 0.0, 0.1, 30.0, 500.0)]),
    "logAddExp": (lambda a, b: log(exp(a) + exp(b)), [[-1000.0, -1000.5], [0.0, -50.0], [3.0, 2.0], [1000.0, 999.0]]),
    "betaBinomialMass": (beta_binomial, [[3, 10, 0.5, 0.5], [0, 60, 2.0, 30.0], [60, 60, 0.01, 3.0], [700, 1000, 12.5, 40.0], [17, 17, 1.0, 1.0]]),
    "betaBinomialLogMass": (lambda *v: log(beta_binomial(*v)), [[3, 10, 0.5, 0.5], [1000, 1000, 12.5, 40000.0]]),
    "betaBinomialCdf": (lambda x, *v: sum(beta_binomial(mpf(k), *v) for k in range(int(x) + 1)),
                        [[3, 10, 0.5, 0.5], [0, 60, 2.0, 30.0], [11, 60, 2.0, 30.0], [40, 60, 0.1, 0.1], [100, 1000, 12.5, 40.0]]),
    "betaBinomialUpperTail": (lambda x, *v: sum(beta_binomial(mpf(k), *v) for k in range(int(x) + 1, int(v[0]) + 1)),
                              [[3, 10, 0.5, 0.5], [30, 60, 2.0, 30.0], [40, 60, 0.1, 0.1], [800, 1000, 12.5, 40.0]]),
}
for name, (function, points) in EXTRA.items():
    for args in points:
        rows.append("[%s,%s,null,%s]" % (json.dumps(name), json.dumps(args, separators=(",", ":")), text(function(*[mpf(v) for v in args]))))
print("[" + ",\n".join(rows) + "]")
