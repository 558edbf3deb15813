"""Values of the lane functions from mpmath 1.3.0 (60 digits), as two doubles each: the nearest, and the nearest to what is left.

Usage: python3 lane-functions.py COUNT > lane-functions.json, where COUNT is the number of inputs for each function.
"""
import json
import random
import sys

from mpmath import cos, erfc, exp, expm1, log, log1p, loggamma, mp, mpf, npdf, pi, psi, sin, sqrt, tanh

mp.dps = 60


def phi(x):
    return erfc(-x / sqrt(mpf(2))) / 2


def log_phi(x):
    return log1p(-erfc(x / sqrt(mpf(2))) / 2) if x > 0 else log_tail(-x)


def tail_factor(a):
    """exp(a^2 / 2) Phi(-a): for large a by the continued fraction."""
    if a < 30:
        return exp(a * a / 2) * erfc(a / sqrt(mpf(2))) / 2
    rest = a
    for step in range(200, 0, -1):
        rest = a + step / rest
    return 1 / (rest * sqrt(2 * pi))


def log_tail(a):
    return -a * a / 2 + log(tail_factor(a))


def mills(x):
    return npdf(x) / phi(x) if x > -30 else 1 / (sqrt(2 * pi) * tail_factor(-x))


def inverse_logit(x):
    return 1 / (1 + exp(-x))


def softplus(x):
    return x + log1p(exp(-x)) if x > 0 else log1p(exp(x))


def near(center, spread, least):
    return lambda u, v: center + u * spread * 10 ** (-least * v)


def uniform(a, b):
    return lambda u, v: a + (b - a) * v


def powers(a, b, sign=1):
    return lambda u, v: sign * 10 ** (a + (b - a) * v)


signed = lambda a, b: (lambda u, v: (1 if u > 0 else -1) * 10 ** (a + (b - a) * v))

FUNCTIONS = {
    "exp": (exp, [uniform(-708, 709), uniform(-1, 1), signed(-18, 0), uniform(-20, 20)]),
    "exp, subnormal": (exp, [uniform(-745, -708.4)]),
    "log": (log, [powers(-307, 308), uniform(0.5, 2), near(1, 0.3, 14), powers(-2, 2), powers(-323, -308)]),
    "log1p": (log1p, [uniform(-0.99, 3), signed(-18, -0.01), powers(-1, 300), lambda u, v: -1 + 10 ** (-15 * v), uniform(-0.5, 0.5)]),
    "expm1": (expm1, [uniform(-5, 5), uniform(-1, 1), signed(-18, 0), uniform(-45, 60)]),
    "tanh": (tanh, [uniform(-3, 3), uniform(-1, 1), signed(-18, 0), uniform(-20, 20)]),
    "logGamma": (loggamma, [uniform(2.5, 20), powers(1, 300), uniform(0.01, 0.8), uniform(1.2, 1.7), uniform(2.3, 3), powers(-300, -1)]),
    "logGamma, by 1 and 2": (loggamma, [uniform(0.8, 1.2), uniform(1.7, 2.3), near(1, 0.2, 14), near(2, 0.2, 14)]),
    "digamma": (lambda x: psi(0, x), [uniform(1.8, 20), powers(1, 300), uniform(0.01, 1.2), uniform(2, 3), powers(-300, -1)]),
    "digamma, by its zero": (lambda x: psi(0, x), [uniform(1.2, 1.8), near(1.4616321449683622, 0.2, 14)]),
    "trigamma": (lambda x: psi(1, x), [uniform(0.01, 20), powers(0, 300), uniform(2.5, 3.5), powers(-150, -1)]),
    "normalCdf": (phi, [uniform(-37.4, 8), uniform(-6, 6), signed(-18, 0), uniform(-1, 1)]),
    "logNormalCdf": (log_phi, [uniform(-40, 38), uniform(-6, 6), signed(-18, 0), powers(0, 12, -1), uniform(-1, 1)]),
    "inverseMillsRatio": (mills, [uniform(-40, 37), uniform(-6, 6), powers(0, 12, -1), uniform(-1, 1)]),
    "log1pExp": (softplus, [uniform(-700, 700), uniform(-5, 5), uniform(-40, 40)]),
    "inverseLogit": (inverse_logit, [uniform(-700, 50), uniform(-5, 5), uniform(-40, 40)]),
    "sin": (sin, [uniform(-10, 10), uniform(-1e5, 1e5), signed(-18, 0), uniform(-1e6, 1e6)]),
    "cos": (cos, [uniform(-10, 10), uniform(-1e5, 1e5), signed(-18, 0), uniform(-1e6, 1e6)]),
}


def two_doubles(value):
    first = float(value)
    return [first, float(value - mpf(first))]


def rows(name, function, inputs, count):
    stream = random.Random(name)
    for index in range(count):
        x = inputs[index % len(inputs)](2 * stream.random() - 1, stream.random())
        yield [x, *two_doubles(function(mpf(x)))]


def power_rows(count):
    stream = random.Random("pow")
    for index in range(count):
        x = 10 ** (stream.uniform(-3, 3)) if index % 2 else stream.uniform(0.1, 3)
        limit = 10 if index % 4 < 2 else 600
        y = stream.uniform(-limit, limit) / max(abs(float(log(x))), 0.01)
        yield [x, y, *two_doubles(mpf(x) ** mpf(y))]


count = int(sys.argv[1])
values = {name: list(rows(name, function, inputs, count)) for name, (function, inputs) in FUNCTIONS.items()}
values["pow"] = list(power_rows(count))
print("{")
print(",\n".join(f"{json.dumps(name)}: [\n" + ",\n".join(json.dumps(row) for row in table) + "\n]" for name, table in values.items()))
print("}")
