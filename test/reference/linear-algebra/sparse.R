# Writes sparse.json: a crossed random-effects system factored by R's Matrix. Run from this folder: Rscript sparse.R
library(Matrix)
library(jsonlite)
set.seed(5)
n <- 300
subject <- sample(40, n, replace = TRUE)
item <- sample(25, n, replace = TRUE)
z <- cbind(sparseMatrix(seq_len(n), subject, dims = c(n, 40)), sparseMatrix(seq_len(n), item, dims = c(n, 25)))
theta <- c(rep(0.75, 40), rep(1.5, 25))
a <- forceSymmetric(crossprod(z %*% Diagonal(x = theta)) + Diagonal(65), uplo = "L")
b <- round(rnorm(65), 3)
triplets <- as(as(a, "generalMatrix"), "TsparseMatrix")
keep <- triplets@i >= triplets@j
factor <- Cholesky(a, perm = TRUE, LDL = FALSE)
write(toJSON(list(
  provenance = sprintf("R %s, Matrix %s (CHOLMOD); script sparse.R", getRversion(), packageVersion("Matrix")),
  size = 65, rows = triplets@i[keep], columns = triplets@j[keep], values = triplets@x[keep], b = b,
  solution = as.vector(solve(factor, b)), logDeterminant = as.numeric(determinant(as.matrix(a))$modulus)
), digits = NA, auto_unbox = TRUE), "sparse.json")
