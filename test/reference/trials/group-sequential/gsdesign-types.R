# Makes gsdesign-types.json: all test types of gsDesign, skipped looks, spending times and actual information, on its finest grid (r = 80).
# Run: Rscript gsdesign-types.R > gsdesign-types.json
library(gsDesign)
make <- function(name, ...) list(make = name, options = list(...))
hsd3 <- make("hwangShihDeCani", gamma = -3)
power2 <- make("kimDeMets", rho = 2)
hsd1 <- make("hwangShihDeCani", gamma = -1)
beta <- make("betaSpending", spending = power2)
timing <- c(0.3, 0.5, 0.8)
fractions <- c(timing, 1)
# The least tolerance with which its search ends.
design <- function(...) tryCatch(designAt(1e-8, ...), error = function(e) tryCatch(designAt(1e-7, ...), error = function(e) designAt(1e-6, ...)))
designAt <- function(tol, ...) gsDesign(k = 4, timing = timing, alpha = 0.02, beta = 0.15, sfu = sfHSD, sfupar = -3, sfl = sfPower, sflpar = 2,
                                 sfharm = sfHSD, sfharmparam = -1, r = 80, tol = tol, ...)
base <- list(fractions = fractions, alpha = 0.02, power = 0.85, efficacy = hsd3)
with <- function(...) modifyList(base, list(...))
null <- function(...) make("nullSpending", spending = power2, ...)
cases <- list(
  list("type 1", with(), design(test.type = 1)),
  list("type 2", with(sided = 2, alpha = 0.04), design(test.type = 2)),
  list("type 3", with(futility = beta, binding = TRUE), design(test.type = 3)),
  list("type 4", with(futility = beta), design(test.type = 4)),
  list("type 5", with(futility = null(), binding = TRUE), design(test.type = 5)),
  list("type 5, astar", with(futility = null(total = 0.1), binding = TRUE), design(test.type = 5, astar = 0.1)),
  list("type 6", with(futility = null()), design(test.type = 6)),
  list("type 6, astar", with(futility = null(total = 0.1)), design(test.type = 6, astar = 0.1)),
  list("type 7", with(futility = beta, binding = TRUE, harm = hsd1), design(test.type = 7)),
  list("type 7, astar", with(futility = beta, binding = TRUE, harm = hsd1, harmTotal = 0.05), design(test.type = 7, astar = 0.05)),
  list("type 8", with(futility = beta, harm = hsd1), design(test.type = 8)),
  list("type 8, astar", with(futility = beta, harm = hsd1, harmTotal = 0.05), design(test.type = 8, astar = 0.05)),
  list("type 4, spending times", with(futility = beta, spendingTimes = c(0.2, 0.6, 0.9, 1), futilityTimes = c(0.1, 0.4, 0.7, 1)),
       design(test.type = 4, usTime = c(0.2, 0.6, 0.9, 1), lsTime = c(0.1, 0.4, 0.7, 1))),
  list("type 3, spending times", with(futility = beta, binding = TRUE, spendingTimes = c(0.2, 0.6, 0.9, 1), futilityTimes = c(0.1, 0.4, 0.7, 1)),
       design(test.type = 3, usTime = c(0.2, 0.6, 0.9, 1), lsTime = c(0.1, 0.4, 0.7, 1)))
)
actual <- function(part, test.type, ...) {
  d <- design(test.type = test.type)
  maximum <- d$n.I[4]
  gsDesign(k = length(part), alpha = 0.02, beta = 0.15, sfu = sfHSD, sfupar = -3, sfl = sfPower, sflpar = 2, r = 80, tol = 1e-7,
           n.I = part * maximum, maxn.IPlan = maximum, n.fix = d$n.fix, delta = d$delta, test.type = test.type, ...)
}
cases <- c(cases, list(
  list("type 1, more information than planned", with(), actual(c(0.33, 0.48, 0.85, 1.1), test.type = 1), c(0.33, 0.48, 0.85, 1.1)),
  list("type 3, more information than planned", with(futility = beta, binding = TRUE), actual(c(0.33, 0.48, 0.85, 1.1), test.type = 3), c(0.33, 0.48, 0.85, 1.1)),
  list("type 4, more information than planned", with(futility = beta), actual(c(0.33, 0.48, 0.85, 1.1), test.type = 4), c(0.33, 0.48, 0.85, 1.1)),
  list("type 1, less information than planned", with(), actual(c(0.25, 0.6, 0.9), test.type = 1, usTime = c(0.25, 0.6, 1)), c(0.25, 0.6, 0.9)),
  list("type 4, less information than planned", with(futility = beta),
       actual(c(0.25, 0.6, 0.9), test.type = 4, usTime = c(0.25, 0.6, 1), lsTime = c(0.25, 0.6, 1)), c(0.25, 0.6, 0.9)),
  list("type 4, efficacy not tested at look 1", with(futility = beta, testEfficacy = c(FALSE, TRUE, TRUE, TRUE)), design(test.type = 4, testUpper = c(FALSE, TRUE, TRUE, TRUE))),
  list("type 4, efficacy not tested at looks 1 and 3", with(futility = beta, testEfficacy = c(FALSE, TRUE, FALSE, TRUE)), design(test.type = 4, testUpper = c(FALSE, TRUE, FALSE, TRUE))),
  list("type 3, futility not tested at look 2", with(futility = beta, binding = TRUE, testFutility = c(TRUE, FALSE, TRUE, TRUE)), design(test.type = 3, testLower = c(TRUE, FALSE, TRUE, TRUE)))
))
vector <- function(x) if (is.null(x)) NULL else as.numeric(x)
out <- lapply(cases, function(x) {
  d <- x[[3]]
  list(name = x[[1]], options = x[[2]], actual = if (length(x) > 3) x[[4]], upper = vector(d$upper$bound), lower = vector(d$lower$bound), harm = vector(d$harm$bound), information = d$n.I,
       upperProbability = d$upper$prob, lowerProbability = d$lower$prob, harmProbability = d$harm$prob, expected = vector(d$en))
})
cat(jsonlite::toJSON(list(provenance = paste("gsDesign", packageVersion("gsDesign"), R.version.string), cases = out), digits = NA, auto_unbox = TRUE, pretty = TRUE, null = "null"), "\n")
