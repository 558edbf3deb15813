# Values of R's own distribution functions at fixed points, for distributions.json (see make-distributions.py for the next step).
# Run with R 4.2.2:  Rscript make-distributions.R > points.json
num <- function(x) ifelse(is.finite(x), sprintf("%.17g", x), ifelse(is.nan(x), "null", ifelse(x > 0, '"Infinity"', '"-Infinity"')))
rows <- character()
add <- function(name, args, value) {
  for (i in seq_along(value)) {
    a <- vapply(args, function(v) num(rep_len(v, length(value))[i]), "")
    rows[[length(rows) + 1]] <<- sprintf('["%s",[%s],%s]', name, paste(a, collapse = ","), num(value[i]))
  }
}
p_small <- c(1e-300, 1e-50, 1e-12, 1e-5, 0.001, 0.025, 0.3, 0.5)
p_all <- c(p_small, 0.8, 0.975, 0.999)

continuous <- function(name, r, pars, xs) {
  d <- get(paste0("d", r)); p <- get(paste0("p", r)); q <- get(paste0("q", r))
  for (par in pars) {
    x <- xs(par)
    call <- function(f, first, ...) do.call(f, c(list(first), as.list(par), list(...)))
    add(paste0(name, "Density"), c(list(x), as.list(par)), call(d, x))
    add(paste0(name, "LogDensity"), c(list(x), as.list(par)), call(d, x, log = TRUE))
    add(paste0(name, "Cdf"), c(list(x), as.list(par)), call(p, x))
    add(paste0(name, "UpperTail"), c(list(x), as.list(par)), call(p, x, lower.tail = FALSE))
    add(paste0(name, "LogCdf"), c(list(x), as.list(par)), call(p, x, log.p = TRUE))
    add(paste0(name, "LogUpperTail"), c(list(x), as.list(par)), call(p, x, lower.tail = FALSE, log.p = TRUE))
    add(paste0(name, "Quantile"), c(list(p_all), as.list(par)), call(q, p_all))
    add(paste0(name, "UpperQuantile"), c(list(p_small), as.list(par)), call(q, p_small, lower.tail = FALSE))
  }
}
discrete <- function(name, r, pars, xs, tails_on_log_scale = TRUE) {
  d <- get(paste0("d", r)); p <- get(paste0("p", r)); q <- get(paste0("q", r))
  for (par in pars) {
    x <- xs(par)
    call <- function(f, first, ...) do.call(f, c(list(first), as.list(par), list(...)))
    add(paste0(name, "Mass"), c(list(x), as.list(par)), call(d, x))
    add(paste0(name, "LogMass"), c(list(x), as.list(par)), call(d, x, log = TRUE))
    add(paste0(name, "Cdf"), c(list(x), as.list(par)), call(p, x))
    add(paste0(name, "UpperTail"), c(list(x), as.list(par)), call(p, x, lower.tail = FALSE))
    add(paste0(name, "LogCdf"), c(list(x), as.list(par)), call(p, x, log.p = TRUE))
    add(paste0(name, "LogUpperTail"), c(list(x), as.list(par)), call(p, x, lower.tail = FALSE, log.p = TRUE))
    add(paste0(name, "Quantile"), c(list(p_all), as.list(par)), call(q, p_all))
    add(paste0(name, "UpperQuantile"), c(list(p_small), as.list(par)), call(q, p_small, lower.tail = FALSE))
  }
}

z <- c(-38, -20, -8, -3.1, -1, -0.2, 0, 0.3, 1.96, 5, 12, 38)
continuous("normal", "norm", list(c(0, 1), c(1.5, 0.25)), function(p) p[1] + p[2] * z)
continuous("logNormal", "lnorm", list(c(0, 1), c(1.5, 0.25)), function(p) exp(p[1] + p[2] * c(-20, -8, -2, -0.3, 0.5, 3, 9, 30)))
continuous("logistic", "logis", list(c(0, 1), c(-2, 3)), function(p) p[1] + p[2] * c(-600, -40, -3, -0.1, 0.5, 4, 30, 500))
continuous("exponential", "exp", list(0.25, 3), function(p) c(1e-20, 1e-6, 0.01, 0.4, 1, 7, 50, 600) / p)
continuous("weibull", "weibull", list(c(0.5, 2), c(1.7, 10), c(8, 1)), function(p) p[2] * c(1e-8, 1e-3, 0.3, 0.9, 1.1, 1.7, 2.2))
continuous("studentT", "t", list(0.5, 1, 2.5, 9, 30, 1e6), function(p) c(-1e10, -50, -6, -1.2, -1e-3, 0.4, 2, 11, 300))
continuous("gamma", "gamma", list(c(0.001, 0.001), c(0.3, 1), c(1, 2), c(7.5, 0.5), c(80, 3), c(999, 1), c(2000, 1), c(1e6, 2)),
  function(p) c(qgamma(c(1e-100, 1e-9, 0.01, 0.4, 0.7, 0.99), p[1], p[2]), qgamma(c(1e-9, 1e-100), p[1], p[2], lower.tail = FALSE)))
continuous("chiSquare", "chisq", list(0.2, 1, 4, 37, 2000, 1e5),
  function(p) c(qchisq(c(1e-100, 1e-9, 0.01, 0.4, 0.7, 0.99), p), qchisq(c(1e-9, 1e-100), p, lower.tail = FALSE)))
continuous("beta", "beta", list(c(0.5, 0.5), c(0.05, 2), c(1, 9), c(2.5, 7), c(12, 0.7), c(100, 250), c(30000, 12000)),
  function(p) c(qbeta(c(1e-60, 1e-9, 0.01, 0.4, 0.7), p[1], p[2]), qbeta(c(0.01, 1e-9), p[1], p[2], lower.tail = FALSE)))
continuous("f", "f", list(c(1, 1), c(2, 10), c(7, 4), c(30, 500), c(3, 1e6)),
  function(p) c(qf(c(1e-30, 1e-9, 0.01, 0.4, 0.7), p[1], p[2]), qf(c(0.01, 1e-9, 1e-30), p[1], p[2], lower.tail = FALSE)))

discrete("binomial", "binom", list(c(10, 0.3), c(1, 0.5), c(60, 0.001), c(400, 0.62), c(100000, 0.1)),
  function(p) unique(pmin(p[1], round(p[1] * c(0, 0.05, p[2] * 0.7, p[2], p[2] * 1.2, 0.7, 1)))))
discrete("poisson", "pois", list(0.001, 1.3, 30, 1000, 1e5), function(p) unique(round(c(0, p * 0.5, p * 0.97, p, p + sqrt(p), p + 7 * sqrt(p), 2 * p + 3))))
discrete("negativeBinomial", "nbinom", list(c(0.5, 0.1), c(1, 0.5), c(3.7, 0.9), c(50, 0.2), c(2000, 0.6)),
  function(p) { m <- p[1] * (1 - p[2]) / p[2]; unique(round(c(0, m * 0.4, m, m * 1.3 + 1, m * 3 + 10))) })
discrete("hypergeometric", "hyper", list(c(5, 10, 4), c(60, 40, 30), c(3, 997, 200), c(500, 700, 650), c(20000, 80000, 1000)),
  function(p) { lo <- max(0, p[3] - p[2]); hi <- min(p[1], p[3]); m <- p[3] * p[1] / (p[1] + p[2]); unique(round(c(lo, lo + 0.3 * (m - lo), m, m + 0.4 * (hi - m), hi))) })

# special functions
x <- c(1e-10, 0.001, 0.3, 0.9999, 1.5, 2.00001, 3.7, 8, 33.3, 1e4, 1e10)
add("logGamma", list(x), lgamma(x)); add("digamma", list(x), digamma(x)); add("trigamma", list(x), trigamma(x))
add("gamma", list(c(1e-5, 0.5, 4.2, 30.1, 170.5, -0.5, -3.7)), gamma(c(1e-5, 0.5, 4.2, 30.1, 170.5, -0.5, -3.7)))
ab <- expand.grid(a = c(0.01, 0.5, 3, 120, 1e5), b = c(0.2, 1, 40, 1e6))
add("logBeta", list(ab$a, ab$b), lbeta(ab$a, ab$b))
add("logChoose", list(c(10, 52, 1000, 1e6, 7.5), c(3, 5, 500, 1234, 2)), lchoose(c(10, 52, 1000, 1e6, 7.5), c(3, 5, 500, 1234, 2)))
add("binomialCoefficient", list(c(10, 52, 61, 1000), c(3, 26, 30, 40)), choose(c(10, 52, 61, 1000), c(3, 26, 30, 40)))
add("logit", list(c(1e-300, 0.01, 0.3, 0.499999, 0.5000001, 0.9, 1 - 1e-12)), qlogis(c(1e-300, 0.01, 0.3, 0.499999, 0.5000001, 0.9, 1 - 1e-12)))
add("expit", list(c(-700, -20, -1, 0.001, 2, 40)), plogis(c(-700, -20, -1, 0.001, 2, 40)))
cat("[", paste(rows, collapse = ",\n"), "]\n", sep = "")
