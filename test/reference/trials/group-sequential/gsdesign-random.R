# Makes gsdesign-random.json: test types 3 to 8 of gsDesign with settings drawn at random, where futility bounds lie above many a harm bound.
# Run: Rscript gsdesign-random.R > gsdesign-random.json
library(gsDesign)
set.seed(20261122)
one <- function(make, option, value) list(make = make, options = if (is.null(option)) setNames(list(), character()) else setNames(list(value), option))
spending <- function() {
  gamma <- round(runif(1, -4, 3), 1)
  rho <- round(runif(1, 1, 3), 1)
  nu <- round(runif(1, 0.5, 0.9), 2)
  list(list(sfHSD, gamma, one("hwangShihDeCani", "gamma", gamma)), list(sfPower, rho, one("kimDeMets", "rho", rho)),
    list(sfExponential, nu, one("exponentialSpending", "nu", nu)), list(sfLDOF, NULL, one("lanDeMetsObrienFleming", NULL)),
    list(sfLDPocock, NULL, one("lanDeMetsPocock", NULL)))[[sample(5, 1)]]
}
# Settings with which its search does not end at 1e-8 are drawn anew: what it then leaves unspent moves its bounds by 1e-5.
found <- function(...) tryCatch(gsDesign(..., r = 80, tol = 1e-8), error = function(e) NULL)
number <- function(x) if (is.character(x)) sprintf('"%s"', x) else if (is.logical(x)) tolower(x) else trimws(formatC(x, digits = 15, format = "g"))
json <- function(x) {
  if (is.list(x)) return(sprintf("{%s}", paste(sprintf('"%s":%s', names(x), sapply(x, json)), collapse = ",")))
  if (length(x) > 1) sprintf("[%s]", paste(number(x), collapse = ",")) else number(x)
}
cases <- character()
while (length(cases) < 24) {
  type <- 3 + length(cases) %% 6
  fractions <- c(sort(sample(seq(0.3, 0.9, 0.1), sample(1:4, 1))), 1)
  alpha <- round(runif(1, 0.01, 0.05), 3)
  beta <- round(runif(1, 0.05, 0.25), 2)
  u <- spending()
  l <- spending()
  h <- spending()
  x <- found(k = length(fractions), test.type = type, timing = head(fractions, -1), alpha = alpha, beta = beta, sfu = u[[1]], sfupar = u[[2]],
    sfl = l[[1]], sflpar = l[[2]], sfharm = h[[1]], sfharmparam = h[[2]])
  if (is.null(x)) next
  options <- list(fractions = fractions, alpha = alpha, power = 1 - beta, efficacy = u[[3]],
    futility = list(make = if (type %in% 5:6) "nullSpending" else "betaSpending", options = list(spending = l[[3]])), binding = type %in% c(3, 5, 7))
  if (type >= 7) options$harm <- h[[3]]
  case <- list(name = sprintf("type %d, number %d", type, length(cases) + 1), options = options, upper = x$upper$bound, lower = x$lower$bound)
  if (type >= 7) case$harm <- x$harm$bound
  cases <- c(cases, json(c(case, inflation = x$n.I[x$k])))
}
cat(sprintf('{"provenance":"R package gsDesign %s, gsdesign-random.R","cases":[\n%s\n]}\n', packageVersion("gsDesign"), paste(cases, collapse = ",\n")))
