# Writes gauss-rules.json: nodes and weights of Gauss rules from 60-digit arithmetic.
# Run from this folder: python3 gauss-rules.py (needs mpmath)
import json
import mpmath
from mpmath import mp, mpf, sqrt, pi, factorial

mp.dps = 60


def coefficients(family, n):
    """Value and derivative of the n-th polynomial at x, by its three-term recurrence."""

    def at(x):
        former, value, former_slope, slope = mpf(0), mpf(1), mpf(0), mpf(0)
        for k in range(n):
            a, b, c = {
                "legendre": (mpf(2 * k + 1) / (k + 1), mpf(0), mpf(k) / (k + 1)),
                "hermite": (mpf(2), mpf(0), mpf(2 * k)),
                "laguerre": (mpf(-1) / (k + 1), mpf(2 * k + 1) / (k + 1), mpf(k) / (k + 1)),
            }[family]
            former, value, former_slope, slope = (
                value,
                (a * x + b) * value - c * former,
                slope,
                (a * x + b) * slope + a * value - c * former_slope,
            )
        return value, slope

    return at


def roots(family, n):
    """All roots as eigenvalues of the Jacobi matrix, then Newton."""
    jacobi = mp.zeros(n)
    for k in range(n):
        jacobi[k, k] = 2 * k + 1 if family == "laguerre" else 0
        if k:
            off = {"legendre": k / sqrt(mpf(4 * k * k - 1)), "hermite": sqrt(mpf(k) / 2), "laguerre": mpf(k)}[family]
            jacobi[k, k - 1] = jacobi[k - 1, k] = off
    starts = sorted(mp.eigsy(jacobi, eigvals_only=True))
    at = coefficients(family, n)
    found = []
    for x in starts:
        for _ in range(3):
            value, slope = at(x)
            x -= value / slope
        found.append(x if abs(x) > mpf(10) ** -40 else mpf(0))
    return found


def weight(family, n, x):
    _, slope = coefficients(family, n)(x)
    return {
        "legendre": lambda: 2 / ((1 - x * x) * slope**2),
        "hermite": lambda: mpf(2) ** (n + 1) * factorial(n) * sqrt(pi) / slope**2,
        "laguerre": lambda: 1 / (x * slope**2),
    }[family]()


rules = []
for family in ["legendre", "hermite", "laguerre"]:
    for n in [1, 2, 3, 4, 7, 10, 20, 41]:
        nodes = roots(family, n)
        rules.append({"family": family, "n": n, "nodes": [float(x) for x in nodes], "weights": [float(weight(family, n, x)) for x in nodes]})

with open("gauss-rules.json", "w") as file:
    json.dump({"provenance": f"mpmath {mpmath.__version__}, 60 digits, rounded to double; script gauss-rules.py", "rules": rules}, file)
    file.write("\n")
