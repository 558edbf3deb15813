# Writes linear-algebra.json: factors and fits by R's LAPACK and LINPACK. Run from this folder: Rscript linear-algebra.R
library(jsonlite)
set.seed(11)
n <- 7
x <- matrix(round(rnorm(n * n), 3), n)
a <- crossprod(x) + diag(n)
b <- round(rnorm(n), 3)
hilbert <- 1 / outer(1:6, 1:6, function(i, j) i + j - 1)
symmetric <- round(x + t(x), 3)
longley <- as.matrix(longley)
design <- cbind(1, longley[, 1:6])
fit <- lm.fit(design, longley[, 7])
aliased <- cbind(1, longley[, 1:2], longley[, 1] + longley[, 2], longley[, 3])
rows <- function(m) as.vector(t(unname(m)))
write(toJSON(list(
  provenance = sprintf("R %s, %s; script linear-algebra.R", getRversion(), basename(La_library())),
  n = n, a = rows(a), b = b, factor = rows(t(chol(a))), inverse = rows(chol2inv(chol(a))),
  logDeterminant = as.numeric(determinant(a)$modulus), solution = solve(a, b), mahalanobis = mahalanobis(b, rep(0, n), a),
  hilbertLogDeterminant = as.numeric(determinant(hilbert)$modulus),
  symmetric = rows(symmetric), symmetricSolution = solve(symmetric, b), eigenvalues = rev(eigen(symmetric)$values),
  singularValues = svd(x)$d, x = rows(x), determinant = det(x), generalSolution = solve(x, b),
  design = rows(design), response = unname(longley[, 7]), coefficients = unname(fit$coefficients), rss = sum(fit$residuals^2),
  aliased = rows(aliased), aliasedCoefficients = unname(lm.fit(aliased, longley[, 7])$coefficients)
), digits = NA, auto_unbox = TRUE, na = "null"), "linear-algebra.json")
