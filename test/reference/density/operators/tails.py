"""Both log tails of the operators in operators/tails, and their derivatives, from mpmath 1.3.0 (60 digits): python3 tails.py > tails.json

Of each row: the inputs; ln P(X <= x) and ln P(X > x); then for each input that has one the derivative of the first and of the second. Derivatives are
central differences of relative width 1e-18 of the smaller tail, whose error is below 1e-30.
"""
import json
import random

from mpmath import atan, beta, betainc, binomial, exp, gammainc, hyp2f1, inf, log, log1p, mp, mpf, pi

mp.dps = 60
WIDTH = mpf(10) ** -18
rng = random.Random(20)


def row(inputs, smaller, is_upper, wanted, room=abs):
    """`smaller` is the smaller tail as a function of the inputs, `is_upper` says which it is; `room` what the last input may be moved by."""
    at = [mpf(v) for v in inputs]
    s = smaller(*at)
    direct, other = log(s), log1p(-s)
    slopes = []
    for k in wanted:
        step = WIDTH * (room if k == len(at) - 1 else abs)(at[k])
        up = smaller(*[v + step if i == k else v for i, v in enumerate(at)])
        down = smaller(*[v - step if i == k else v for i, v in enumerate(at)])
        slope = (up - down) / (2 * step) / s
        pair = [slope, -slope * s / (1 - s)]
        slopes += [pair[1], pair[0]] if is_upper else pair
    tails = [other, direct] if is_upper else [direct, other]
    return inputs + [float(v) for v in tails + slopes]


def log_uniform(low, high):
    return float(exp(mpf(rng.uniform(float(log(mpf(low))), float(log(mpf(high)))))))


# How far out, in standard deviations.
DISTANCES = [-300, -40, -12, -5, -2, -1, -0.3, -0.01, 0.01, 0.3, 1, 2, 5, 12, 40, 300]


def gamma_rows():
    rows = []
    while len(rows) < 90:
        a = log_uniform(1e-3, 3e4)
        x = a + DISTANCES[len(rows) % 16] * a ** 0.5
        if x <= 0:
            x = a * log_uniform(1e-30, 1) if a > 1e-2 else log_uniform(1e-300, 1)
        is_upper = gammainc(a, x, inf, regularized=True) < 0.5
        tail = (lambda a, x: gammainc(a, x, inf, regularized=True)) if is_upper else (lambda a, x: gammainc(a, 0, x, regularized=True))
        rows.append(row([a, x], tail, is_upper, [0, 1]))
    return rows


def lower_beta(a, b, x, y):
    return exp(a * log(x) + b * log(y)) / (a * beta(a, b)) * hyp2f1(a + b, 1, a + 1, x)


def beta_rows(is_logit):
    rows = []
    while len(rows) < 90:
        a, b = log_uniform(0.01, 3e3), log_uniform(0.01, 3e3)
        center, sd = float(log(mpf(a) / b)), float((1 / mpf(a) + 1 / mpf(b)) ** 0.5)
        logit = center + DISTANCES[len(rows) % 16] * sd
        if abs(logit) > 600:
            continue
        shares = lambda u: (1 / (1 + exp(-u)), 1 / (1 + exp(u)))
        if not is_logit:
            x = float(shares(mpf(logit))[0])
            if not 1e-280 < x < 1:
                continue
            shares = lambda x: (x, 1 - x)
        argument = logit if is_logit else x
        x0, y0 = shares(mpf(argument))
        # Of the two, the series converges for the one below the mean; which tail is smaller, it tells itself.
        is_below = x0 * b <= y0 * a
        near = (lambda a, b, t: lower_beta(a, b, *shares(t))) if is_below else (lambda a, b, t: lower_beta(b, a, *reversed(shares(t))))
        is_small = near(mpf(a), mpf(b), mpf(argument)) < 0.5
        tail = near if is_small else lambda a, b, t: 1 - near(a, b, t)
        rows.append(row([a, b, argument], tail, is_below != is_small, [0, 1, 2], abs if is_logit else (lambda t: min(t, 1 - t))))
    return rows


def t_rows():
    rows = []
    for z in [1e-9, 0.01, 0.3, 0.9, 1, 1.1, 2, 5, 12, 40, 1e3, 1e8]:
        for k in range(7):
            n = log_uniform(0.05, 3e4)
            is_upper = k % 2 == 0
            tail = lambda n, t: betainc(n / 2, mpf(1) / 2, 0, n / (n + t * t), regularized=True) / 2
            rows.append(row([n, z if is_upper else -z], tail, is_upper, [0, 1]))
    return rows


def cauchy_rows():
    tail = lambda z: atan(1 / abs(z)) / pi
    return [row([sign * z], tail, sign > 0, [0]) for z in [1e-15, 1e-9, 0.3, 1, 1.5, 40, 1e9, 1e160] for sign in (1, -1)]


def beta_binomial_rows():
    rows = []
    while len(rows) < 60:
        n = rng.choice([1, 3, 10, 40, 200])
        a, b = log_uniform(0.02, 3e3), log_uniform(0.02, 3e3)
        x = rng.randrange(n)
        mass = lambda k, a, b: binomial(n, k) * beta(k + a, n - k + b) / beta(a, b)
        below = lambda x, n, a, b: sum(mass(k, a, b) for k in range(int(x) + 1))
        above = lambda x, n, a, b: sum(mass(k, a, b) for k in range(int(x) + 1, int(n) + 1))
        is_upper = above(x, n, mpf(a), mpf(b)) < 0.5
        rows.append(row([x, n, a, b], above if is_upper else below, is_upper, [2, 3]))
    return rows


print(json.dumps({"gamma-tails": gamma_rows(), "beta-tails": beta_rows(False), "beta-logit-tails": beta_rows(True),
                  "student-t-tails": t_rows(), "cauchy-tails": cauchy_rows(), "beta-binomial-tails": beta_binomial_rows()}).replace("]], ", "]],\n").replace("], [", "],\n["))
