# Reference values of moment matching: R_LIBS=... Rscript moment-matching.R > data/moment-matching.json
# R 4.2.2 with the package `loo` (its version is written into the output). Draws are rounded to 9 digits.
# The matched k-hats and, where only means were matched, the densities are those of `loo`. After scales or covariances were matched,
# `loo` 2.10 takes A^-1 (x - m) + m - b for the inverse of A (x - m) + m + b; `exactInverse` is what the same total map gives with its inverse.
suppressMessages(library(loo))
number <- function(x) ifelse(is.na(x), "null", ifelse(is.infinite(x), ifelse(x > 0, "\"Infinity\"", "\"-Infinity\""), sprintf("%.17g", x)))
array1 <- function(x) paste0("[", paste(number(as.numeric(x)), collapse = ","), "]")
short <- function(x) paste0("[", paste(sprintf("%.9g", x), collapse = ","), "]")
object <- function(fields) paste0("{", paste0("\"", names(fields), "\":", unlist(fields), collapse = ",\n"), "}")
quietly <- function(x) suppressMessages(suppressWarnings(x))

# y ~ normal(a + b x, exp(s)), flat priors but s ~ normal(0, 1).
log_lik <- function(data, u) matrix(vapply(seq_along(data$y), function(i) dnorm(data$y[i], u[, 1] + u[, 2] * data$x[i], exp(u[, 3]), log = TRUE), numeric(nrow(u))), nrow(u))
log_prob <- function(data, u) rowSums(log_lik(data, u)) + dnorm(u[, 3], 0, 1, log = TRUE)
metropolis <- function(data, n) {
  fit <- lm(y ~ x, data); u <- c(coef(fit), log(summary(fit)$sigma)); L <- t(chol(as.matrix(Matrix::bdiag(vcov(fit), 1 / (2 * nrow(data))))))
  lp <- log_prob(data, t(u)); out <- matrix(0, n, 3)
  for (t in seq_len(10 * n)) {
    v <- u + as.numeric(L %*% rnorm(3)) * 1.3; lv <- log_prob(data, t(v))
    if (log(runif(1)) < lv - lp) { u <- v; lp <- lv }
    if (t %% 10 == 0) out[t / 10, ] <- u
  }
  out
}
one <- function(x, y, cov, max_iters) {
  data <- data.frame(x, y)
  u <- do.call(rbind, lapply(1:4, function(c) metropolis(data, 250))); u[] <- as.numeric(sprintf("%.9g", u))
  ll <- log_lik(data, u); chain <- rep(1:4, each = 250)
  before <- quietly(loo(ll, r_eff = relative_eff(exp(ll), chain_id = chain)))
  totals <- NULL
  if (!is.null(cov)) {
    trace(loo:::loo_moment_match_split, print = FALSE, where = asNamespace("loo"), tracer = quote(assign("totals", c(get0("totals", globalenv()), list(list(i = i, shift = total_shift, scaling = total_scaling, mapping = total_mapping, r = r_eff_i))), globalenv())))
    assign("totals", NULL, globalenv())
  }
  after <- quietly(loo_moment_match.default(data, before,
    post_draws = function(x, ...) u, unconstrain_pars = function(x, pars, ...) pars,
    log_lik_i = function(x, i, ...) matrix(ll[, i], 250, 4),
    log_prob_upars = function(x, upars, ...) log_prob(x, upars),
    log_lik_i_upars = function(x, upars, i, ...) log_lik(x, upars)[, i], cov = cov, max_iters = max_iters))
  totals <- get0("totals", globalenv())
  exact <- vapply(totals, function(t) with(t, {
    A <- mapping %*% diag(scaling); m <- colMeans(u); S <- nrow(u); half <- seq_len(S / 2)
    forward <- sweep(sweep(u, 2, m) %*% t(A), 2, m + shift, "+"); back <- sweep(sweep(u, 2, m + shift) %*% t(solve(A)), 2, m, "+")
    there <- rbind(forward[half, ], u[-half, ]); came <- rbind(u[half, ], back[-half, ])
    p <- log_prob(data, there); q <- log_prob(data, came) - log(abs(det(A))); l <- log_lik(data, there)[, i]
    w <- as.numeric(weights(quietly(psis(p - l - (pmax(p, q) + log1p(exp(-abs(p - q)))), r_eff = r))))
    log(sum(exp(w + l)))
  }), 0)
  object(list(x = array1(x), y = array1(y), positions = paste0("[", paste(apply(u, 2, short), collapse = ",\n"), "]"),
    khatBefore = array1(pareto_k_values(before)), khat = array1(pareto_k_values(after)), elpd = array1(after$pointwise[, "elpd_loo"]),
    effectiveParameters = array1(after$pointwise[, "p_loo"]), matched = array1(vapply(totals, `[[`, 0L, "i") - 1),
    onlyMeans = array1(vapply(totals, function(t) as.numeric(all(t$scaling == 1) && all(t$mapping == diag(3))), 0)), exactInverse = array1(exact)))
}
set.seed(20261122)
x <- round(c(seq(-1, 1, length.out = 14), 3.5), 3); noise <- round(rnorm(15), 3)
far <- function(value) round(0.5 + x + replace(noise, 15, value), 3)
cases <- list(
  outlier = one(x[1:14], 0.5 + x[1:14] + replace(noise[1:14], 6, 4.2), TRUE, 30L),
  leverage = one(x, far(-7), TRUE, 30L))
set.seed(17); cases$far <- one(x, far(9), TRUE, 30L)
set.seed(14); cases$farther <- one(x, far(-11), TRUE, 30L)
cat(object(c(list(loo = paste0("\"", packageVersion("loo"), "\"")), cases)), "\n")
