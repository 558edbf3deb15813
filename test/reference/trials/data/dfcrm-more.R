# Writes dfcrm-more.json: the R package dfcrm on random data, beside the same posteriors integrated with a tight tolerance (dfcrm integrates
# with rel.tol 1.2e-4), and operating characteristics by crmsim and titesim. Run from this folder: Rscript dfcrm-more.R
library(dfcrm)
library(jsonlite)
set.seed(20261122)
pick <- function(x) x[[sample.int(length(x), 1)]]
skeleton <- function(k) sort(sample(20:800, k)) / 1000

# Moments of beta, posterior mean, median and Pr(p < target) of the toxicity of dose 1, from integrals to 1e-12.
tight <- function(prior, target, tox, level, weights, model, intcpt, scale) {
  x <- if (model == "empiric") log(prior) else log(prior / (1 - prior)) - intcpt
  ptox <- function(b, d) if (model == "empiric") exp(exp(b) * x[d]) else plogis(intcpt + exp(b) * x[d])
  logpost <- function(b) {
    sum <- -b^2 / 2 / scale^2
    for (i in seq_along(tox)) {
      p <- ptox(b, level[i])
      sum <- sum + if (tox[i] == 1) log(p) else log1p(-weights[i] * p)
    }
    sum
  }
  top <- optimize(logpost, c(-10, 10), maximum = TRUE, tol = 1e-10)
  sd <- 1 / sqrt(-(logpost(top$maximum + 1e-3) - 2 * top$objective + logpost(top$maximum - 1e-3)) / 1e-6)
  # The logistic likelihood does not vanish for small beta: the prior's tails count.
  ends <- sort(c(top$maximum + sd * c(-40, -20, -10, -6, -4, -3, -2, -1, 0, 1, 2, 3, 4, 6, 10, 20, 40), scale * c(-9:-1, 1:9)))
  ends <- ends[abs(ends) <= 9 * scale]
  int <- function(f, to = Inf) {
    if (to <= ends[1]) return(0)
    cuts <- c(ends[ends < to], min(to, max(ends)))
    sum(sapply(seq_len(length(cuts) - 1), function(i)
      integrate(function(b) f(b) * exp(sapply(b, logpost) - top$objective), cuts[i], cuts[i + 1], rel.tol = 1e-12, abs.tol = 1e-17, stop.on.error = FALSE)$value))
  }
  z <- int(function(b) 1)
  m <- int(function(b) b) / z
  v <- int(function(b) (b - m)^2) / z
  at <- function(p) if (model == "empiric") log(log(p) / x[1]) else log((qlogis(p) - intcpt) / x[1])
  below <- function(p) 1 - int(function(b) 1, at(p)) / z
  median <- uniroot(function(p) below(p) - 0.5, c(1e-9, if (model == "empiric") 1 - 1e-9 else plogis(intcpt) - 1e-9), tol = 1e-13)$root
  list(mean = m, variance = v, toxicity1 = int(function(b) ptox(b, 1)) / z, median1 = median, below1 = below(target))
}

fits <- lapply(1:60, function(k) {
  K <- sample(2:7, 1); prior <- skeleton(K); target <- pick(c(0.1, 0.2, 0.25, 0.3, 0.33, 0.5))
  n <- sample(1:30, 1); level <- sample.int(K, n, TRUE); tox <- rbinom(n, 1, prior[level])
  model <- pick(c("empiric", "logistic")); scale <- pick(c(sqrt(1.34), 0.5, 0.75, 2)); conf <- pick(c(0.9, 0.95, 0.8))
  intcpt <- if (model == "logistic") pick(c(3, 2.5, 4)) else 3
  fit <- crm(prior, target, tox, level, model = model, intcpt = intcpt, scale = scale, conf.level = conf)
  list(prior = I(prior), target = target, tox = I(tox), level = I(level), model = model, intcpt = intcpt, scale = scale, conf = conf,
    estimate = fit$estimate, variance = fit$post.var, ptox = I(fit$ptox), lower = I(fit$ptoxL), upper = I(fit$ptoxU), mtd = fit$mtd,
    tight = tight(prior, target, tox, level, rep(1, n), model, intcpt, scale))
})

tite <- lapply(1:40, function(k) {
  K <- sample(3:6, 1); prior <- skeleton(K); target <- pick(c(0.2, 0.25, 0.3))
  n <- sample(2:25, 1); level <- sample.int(K, n, TRUE); tox <- rbinom(n, 1, prior[level]); window <- pick(c(1, 28, 90))
  followup <- round(ifelse(tox == 1, runif(n, 0, window), pmin(window, runif(n, 0, 1.5 * window))), 4)
  model <- pick(c("empiric", "logistic")); scheme <- pick(c("linear", "adaptive"))
  # titecrm's adaptive scheme writes into weights that do not exist yet unless there is no DLT: it needs a start.
  fit <- titecrm(prior, target, tox, level, followup = followup, obswin = window, scheme = scheme, model = model)
  list(prior = I(prior), target = target, tox = I(tox), level = I(level), followup = I(followup), window = window, scheme = scheme, model = model,
    weights = I(fit$weights), estimate = fit$estimate, variance = fit$post.var, ptox = I(fit$ptox), mtd = fit$mtd,
    tight = tight(prior, target, tox, level, fit$weights, model, 3, sqrt(1.34)))
})

likelihood <- lapply(1:20, function(k) {
  K <- sample(3:6, 1); prior <- skeleton(K); n <- sample(6:30, 1); level <- sample.int(K, n, TRUE); tox <- rbinom(n, 1, prior[level])
  tox[1:2] <- c(0, 1); model <- pick(c("empiric", "logistic"))
  fit <- crm(prior, 0.25, tox, level, model = model, method = "mle")
  list(prior = I(prior), target = 0.25, tox = I(tox), level = I(level), model = model, estimate = fit$estimate, variance = fit$post.var, ptox = I(fit$ptox), mtd = fit$mtd)
})

priors <- lapply(1:30, function(k) {
  K <- sample(1:8, 1); target <- pick(c(0.1, 0.2, 0.25, 0.3, 0.4)); nu <- sample.int(K, 1); delta <- pick(c(0.02, 0.04, 0.05, 0.06, 0.08))
  model <- pick(c("empiric", "logistic")); intcpt <- pick(c(3, 2, 4))
  value <- getprior(delta, target, nu, K, model = model, intcpt = intcpt)
  list(halfwidth = delta, target = target, nu = nu, nlevel = K, model = model, intcpt = intcpt, value = I(value))
})

sens <- lapply(1:15, function(k) {
  K <- sample(3:7, 1); prior <- skeleton(K); target <- pick(c(0.2, 0.25, 0.3)); model <- pick(c("empiric", "logistic"))
  fit <- crmsens(prior, target, model = model, eps = 1e-12, maxit = 1000)
  list(prior = I(prior), target = target, model = model, lower = I(fit$iint[, 1]), upper = I(fit$iint[, 2]), from = I(fit$Hset[, 1]), to = I(fit$Hset[, 2]))
})

sizes <- lapply(1:25, function(k) {
  a <- list(apcs = pick(c(0.4, 0.5, 0.6, 0.7)), target = pick(c(0.1, 0.2, 0.25, 0.3, 0.35)), nlevel = sample(3:8, 1), psi = pick(c(1.4, 1.8, 2, 2.5, 3)), correction = pick(c(TRUE, FALSE)))
  fit <- do.call(getn, a)
  c(a, list(n = fit$n, na = fit$na, nb = fit$nb, bstar = fit$bstar, efficiency = fit$efficiency, messages = length(fit$messages) - 1))
})

sequences <- lapply(1:12, function(k) {
  K <- sample(3:6, 1); prior <- getprior(pick(c(0.05, 0.06)), 0.25, sample.int(K, 1), K); target <- 0.25; n <- pick(c(18, 24, 30)); model <- pick(c("empiric", "logistic"))
  x0 <- getinit(prior, target, n, model = model)
  random <- sort(c(K, sample.int(K, n - 1, TRUE)))
  list(prior = I(prior), target = target, n = n, model = model, x0 = I(x0), sequence = I(random), coherent = I(cohere(prior, target, random, model = model, detail = FALSE)$coherent))
})

oc <- function(f, args, nsim) {
  sim <- do.call(f, c(args, list(nsim = nsim, count = FALSE)))
  c(args, list(nsim = nsim, MTD = I(sim$MTD), level = I(sim$level), tox = I(sim$tox)))
}
man <- list(PI = c(0.1, 0.2, 0.4, 0.5, 0.6, 0.65), prior = c(0.05, 0.1, 0.2, 0.35, 0.5, 0.7), target = 0.2, n = 24)
capture.output({
  crm_oc <- list(
    oc(crmsim, c(man, list(x0 = 3, mcohort = 2)), 1500),
    oc(crmsim, c(man, list(x0 = 3, restrict = FALSE, model = "logistic")), 1000),
    oc(crmsim, list(PI = c(0.05, 0.1, 0.15, 0.3, 0.45), prior = c(0.05, 0.12, 0.25, 0.4, 0.55), target = 0.3, n = 30, x0 = 1, mcohort = 3), 1500),
    oc(crmsim, c(man, list(x0 = rep(1:6, each = 4), mcohort = 2)), 1000))
  tite_oc <- list(
    oc(titesim, c(man, list(x0 = 3, obswin = 6, rate = 4, accrual = "poisson")), 1000),
    oc(titesim, c(man, list(x0 = 1, obswin = 6, rate = 3, accrual = "fixed", scheme = "adaptive")), 800),
    oc(titesim, c(man, list(x0 = rep(1:6, each = 4), obswin = 6, rate = 4, accrual = "poisson")), 800))
})

provenance <- sprintf("dfcrm %s, R %s, dfcrm-more.R", packageVersion("dfcrm"), getRversion())
write_json(list(provenance = provenance, fits = fits, tite = tite, likelihood = likelihood, priors = priors, sens = sens, sizes = sizes,
  sequences = sequences, crm = crm_oc, titecrm = tite_oc), "dfcrm-more.json", digits = I(15), auto_unbox = TRUE, na = "null")
