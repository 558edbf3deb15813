# Writes three-plus-three.json: exact operating characteristics of 3+3 by recursion over its rules as Korn et al. (1994) state them, in R's own
# arithmetic and without any code of Equipoise. Run from this folder: Rscript three-plus-three.R
#
# 0 of 3: one dose up. 1 of 3: three more. At most 1 of 6: one dose up. Otherwise the dose is too toxic.
# Without de-escalation the trial stops there and the dose below is the MTD. With it, three more are treated at the dose below if it has three.
# The MTD is then the highest dose with at most 1 of 6; at the top dose 0 of 3 is enough. Up is not possible from the top dose, nor to a dose that
# is too toxic: the trial stops at the present dose.
library(jsonlite)
enumerate <- function(p, deescalate, start = 1) {
  doses <- length(p)
  select <- setNames(numeric(doses + 1), c("none", seq_len(doses)))
  patients <- toxicities <- numeric(doses)
  finish <- function(mtd, n, y, probability) {
    select[mtd + 1] <<- select[mtd + 1] + probability
    patients <<- patients + probability * n
    toxicities <<- toxicities + probability * y
  }
  cohort <- function(d, n, y, probability) {
    for (k in 0:3) {
      y2 <- y
      n2 <- n
      n2[d] <- n[d] + 3
      y2[d] <- y[d] + k
      decide(d, n2, y2, probability * dbinom(k, 3, p[d]))
    }
  }
  decide <- function(d, n, y, probability) {
    if (n[d] == 3 && y[d] == 1) return(cohort(d, n, y, probability))
    if (y[d] <= 1) {
      # Tolerated: up, unless that cannot be.
      if (d == doses) return(finish(d, n, y, probability))
      # Below a dose that is too toxic the MTD needs six patients; fewer are possible only when the trial started above dose 1.
      if (deescalate && y[d + 1] >= 2 && n[d] < 6) return(cohort(d, n, y, probability))
      if (y[d + 1] >= 2 || n[d + 1] >= 6) return(finish(d, n, y, probability))
      return(cohort(d + 1, n, y, probability))
    }
    if (d == 1) return(finish(0, n, y, probability))
    if (!deescalate) return(finish(if (n[d - 1] > 0) d - 1 else 0, n, y, probability))
    if (n[d - 1] < 6) return(cohort(d - 1, n, y, probability))
    finish(d - 1, n, y, probability)
  }
  cohort(start, numeric(doses), numeric(doses), 1)
  list(select = I(unname(select)), patients = I(patients), toxicities = I(toxicities))
}
truths <- list(0.25, c(0.2, 0.4), c(0.05, 0.1, 0.2), c(0.01, 0.02, 0.03, 0.04), c(0.1, 0.2, 0.3, 0.4, 0.5), c(0.3, 0.2, 0.1),
  c(0.05, 0.08, 0.12, 0.2, 0.33, 0.5), c(0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55), c(0.5, 0.6, 0.7), rep(0.15, 8))
cases <- unlist(lapply(truths, function(p) lapply(c(FALSE, TRUE), function(d) c(list(toxicity = I(p), deEscalate = d, startLevel = 1), enumerate(p, d)))), recursive = FALSE)
later <- lapply(c(2, 3), function(start) lapply(c(FALSE, TRUE), function(d) {
  p <- c(0.1, 0.25, 0.4, 0.5)
  c(list(toxicity = I(p), deEscalate = d, startLevel = start), enumerate(p, d, start))
}))
lines <- vapply(c(cases, unlist(later, recursive = FALSE)), function(x) as.character(toJSON(x, auto_unbox = TRUE, digits = NA)), "")
writeLines(sprintf('{"provenance": "exact recursion in R %s; script three-plus-three.R",\n"cases": [\n%s\n]}', getRversion(), paste(lines, collapse = ",\n")), "three-plus-three.json")
