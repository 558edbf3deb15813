# Reference values of Pareto smoothing, LOO, WAIC, uniformity tests: R_LIBS=... Rscript pareto.R > data/pareto.json
# R 4.2.2 with the packages `posterior` and `loo` (their versions are written into the output). Draws are rounded to 7 digits.
suppressMessages({ library(posterior); library(loo) })

number <- function(x) ifelse(is.na(x), "null", ifelse(is.infinite(x), ifelse(x > 0, "\"Infinity\"", "\"-Infinity\""), sprintf("%.17g", x)))
array1 <- function(x) paste0("[", paste(number(as.numeric(x)), collapse = ","), "]")
short <- function(x) paste0("[", paste(sprintf("%.7g", x), collapse = ","), "]")
columns <- function(x) paste0("[", paste(apply(x, 2, short), collapse = ",\n"), "]")
object <- function(fields) paste0("{", paste0("\"", names(fields), "\":", unlist(fields), collapse = ",\n"), "}")
rounded <- function(x) { x[] <- as.numeric(sprintf("%.7g", x)); x }
quietly <- function(x) suppressMessages(suppressWarnings(x))

set.seed(4242)
# Log-likelihoods of 16 observations, one of them far out, under two models: 4 chains of 125 draws.
chain <- rep(1:4, each = 125)
y <- c(rnorm(14), 3.1, 4.4)
mu <- rnorm(500, mean(y), 1 / sqrt(16)); mu2 <- 0.6 * mu + rnorm(500, 0, 0.15)
sigma <- sqrt(15 * var(y) / rchisq(500, 15))
ll1 <- rounded(sapply(y, function(v) dnorm(v, mu, sigma, log = TRUE)))
ll2 <- rounded(sapply(y, function(v) dt((v - mu2) / 0.8, 4, log = TRUE) - log(0.8)))

measure <- function(ll) {
  r <- relative_eff(exp(ll), chain_id = chain)
  fit <- quietly(loo(ll, r_eff = r, save_psis = TRUE)); w <- quietly(waic(ll)); plain <- quietly(loo(ll, r_eff = 1))
  object(list(
    logLikelihood = columns(ll), relativeEfficiency = array1(r),
    estimates = array1(t(fit$estimates)), pointwise = columns17(fit$pointwise),
    paretoK = array1(fit$diagnostics$pareto_k), effectiveSampleSizes = array1(fit$diagnostics$n_eff),
    logWeights3 = array1(weights(fit$psis_object, normalize = TRUE, log = TRUE)[, 3]),
    tailLengths = array1(attr(fit$psis_object, "tail_len")), mcse = number(mcse_loo(fit)), mcseAtLargestThreshold = number(mcse_loo(fit, threshold = 1)),
    efficiencyOneEstimates = array1(t(plain$estimates)), efficiencyOnePointwise = columns17(plain$pointwise),
    waicEstimates = array1(t(w$estimates)), waicPointwise = columns17(w$pointwise)
  ))
}
columns17 <- function(x) paste0("[", paste(apply(x, 2, array1), collapse = ",\n"), "]")
l1 <- quietly(loo(ll1, r_eff = relative_eff(exp(ll1), chain_id = chain)))
l2 <- quietly(loo(ll2, r_eff = relative_eff(exp(ll2), chain_id = chain)))
compared <- unclass(quietly(loo_compare(list(one = l1, two = l2))))

tails <- list(
  normal = matrix(rnorm(1000), 250), cauchy = matrix(rcauchy(1000), 250), t3 = matrix(rt(1000, 3), 250), uniform = matrix(runif(600), 200),
  short = matrix(rexp(40), 10), tied = matrix(rpois(400, 3), 100), constantTail = matrix(c(rnorm(300), rep(9, 100)), 100), two = matrix(rbinom(200, 1, 0.4), 50)
)
diagnostics <- function(x) {
  x <- rounded(x)
  both <- quietly(pareto_diags(x)); smooth <- quietly(pareto_smooth(x, return_k = FALSE))
  object(list(
    chains = columns(x), khat = number(both$khat), minimumSampleSize = number(both$min_ss), khatThreshold = number(both$khat_threshold),
    convergenceRate = number(both$convergence_rate), left = number(quietly(pareto_khat(x, tail = "left"))), right = number(quietly(pareto_khat(x, tail = "right"))),
    rightWithOptions = number(quietly(pareto_khat(x, tail = "right", r_eff = 0.7, ndraws_tail = 9))), smoothed = array1(smooth),
    asLogWeights = number(quietly(pareto_khat(as.vector(x), are_log_weights = TRUE, r_eff = 1)))
  ))
}

pits <- list(uniform = runif(60), beta = rbeta(80, 1.6, 1), narrow = rbeta(50, 3, 3), ranks = sample(0:20, 90, replace = TRUE) / 20, few = c(0.02, 0.05, 0.3))
uniformity <- function(pit) {
  pit <- as.numeric(sprintf("%.7g", pit)); inner <- pmin(pmax(pit, 0.01), 0.99)
  of <- function(test) { fit <- uniformity_test(inner, test); object(list(pValue = number(fit$pvalue), pointwise = array1(fit$pointwise))) }
  object(list(pit = short(inner), POT = of("POT"), PRIT = of("PRIT"), PIET = of("PIET")))
}

cat(object(list(
  provenance = sprintf("\"R %s, posterior %s, loo %s, pareto.R beside this folder\"", getRversion(), packageVersion("posterior"), packageVersion("loo")),
  models = object(list(one = measure(ll1), two = measure(ll2))),
  comparison = object(list(models = paste0("[\"", paste(compared$model, collapse = "\",\""), "\"]"), differences = array1(compared$elpd_diff), standardErrors = array1(compared$se_diff), probabilitiesWorse = array1(compared$p_worse))),
  tails = object(lapply(tails, diagnostics)), uniformity = object(lapply(pits, uniformity))
)), "\n", sep = "")
