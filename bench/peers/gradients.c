/*
 * Two log densities with their gradients as plain loops, the way one writes them by hand: wells (logistic regression, 3,020 rows) and radon
 * (hierarchical normal regression, 919 rows, 85 counties, noncentered). Reads the data from standard input, prints nanoseconds a gradient, one a round.
 *   gcc -O3 -march=native gradients.c -lm;  ./a.out wells|radon <rounds>    (see gradients.mjs)
 * Input of wells: rows, then (switched, distance / 100) of each. Of radon: rows, counties, then (county from 0, log uranium, floor, log radon) of each.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROWS = 4096, COUNTIES = 128, POSITIONS = 16 };

static int rows, counties;
static int county[ROWS];
static double y[ROWS], x[ROWS], basement[ROWS];

/* Position: intercept, slope. */
static double wells(const double *position, double *gradient) {
  const double intercept = position[0], slope = position[1];
  double density = 0, by_intercept = 0, by_slope = 0;
  for (int n = 0; n < rows; n++) {
    const double eta = intercept + slope * x[n];
    const double e = exp(-fabs(eta));
    const double residual = y[n] - (eta > 0 ? 1 : e) / (1 + e);
    density += y[n] * eta - (eta > 0 ? eta : 0) - log1p(e);
    by_intercept += residual;
    by_slope += residual * x[n];
  }
  gradient[0] = by_intercept;
  gradient[1] = by_slope;
  return density;
}

/* Position: standardized county effects, two slopes, mean, log sd between counties, log sd within. */
static double radon(const double *position, double *gradient) {
  const double *z = position, *beta = position + counties;
  const double mean = beta[2], between = exp(beta[3]), within = exp(beta[4]);
  const double precision = 1 / (within * within);
  double alpha[COUNTIES], by_alpha[COUNTIES] = {0};
  for (int j = 0; j < counties; j++) alpha[j] = mean + between * z[j];
  double squares = 0, by_slope1 = 0, by_slope2 = 0;
  for (int n = 0; n < rows; n++) {
    const double residual = y[n] - alpha[county[n]] - beta[0] * x[n] - beta[1] * basement[n];
    squares += residual * residual;
    by_alpha[county[n]] += residual;
    by_slope1 += residual * x[n];
    by_slope2 += residual * basement[n];
  }
  double density = -rows * beta[4] - 0.5 * precision * squares;
  density += -0.5 * between * between + beta[3] - 0.5 * within * within + beta[4];
  density += -0.005 * (mean * mean + beta[0] * beta[0] + beta[1] * beta[1]);
  double by_mean = 0, by_between = 0;
  for (int j = 0; j < counties; j++) {
    const double g = precision * by_alpha[j];
    density -= 0.5 * z[j] * z[j];
    gradient[j] = between * g - z[j];
    by_mean += g;
    by_between += g * z[j];
  }
  gradient[counties] = precision * by_slope1 - 0.01 * beta[0];
  gradient[counties + 1] = precision * by_slope2 - 0.01 * beta[1];
  gradient[counties + 2] = by_mean - 0.01 * mean;
  gradient[counties + 3] = between * (by_between - between) + 1;
  gradient[counties + 4] = precision * squares - rows - within * within + 1;
  return density;
}

static double processor_time(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return 1e9 * now.tv_sec + now.tv_nsec;
}

int main(int argc, char **argv) {
  const int is_wells = argc > 1 && strcmp(argv[1], "wells") == 0, rounds = argc > 2 ? atoi(argv[2]) : 5;
  int read = scanf("%d", &rows) == 1 && rows <= ROWS && (is_wells || (scanf("%d", &counties) == 1 && counties <= COUNTIES));
  for (int n = 0; read && n < rows; n++)
    read = is_wells ? scanf("%lf %lf", &y[n], &x[n]) == 2 : scanf("%d %lf %lf %lf", &county[n], &x[n], &basement[n], &y[n]) == 4;
  if (!read) return fputs("cannot read the data\n", stderr), 1;
  double (*const evaluate)(const double *, double *) = is_wells ? wells : radon;
  const int dimension = is_wells ? 2 : counties + 5;
  static double positions[POSITIONS][COUNTIES + 5], gradient[COUNTIES + 5];
  /* Near the posterior mode. The gradient at the first position is held to central differences before anything is timed. */
  const double centers[] = {0.7, -0.66, 1.5, -1.8, -0.28};
  srand(1);
  for (int i = 0; i < POSITIONS; i++)
    for (int j = 0; j < dimension; j++)
      positions[i][j] = (is_wells ? (j == 0 ? 0.6 : -0.62) : j < counties ? 0 : centers[j - counties]) + 0.1 * (rand() / (double)RAND_MAX - 0.5);
  double *const at = positions[0];
  evaluate(at, gradient);
  for (int j = 0; j < dimension; j++) {
    const double center = at[j], step = 1e-5, claimed = gradient[j];
    double scratch[COUNTIES + 5];
    at[j] = center + step;
    const double above = evaluate(at, scratch);
    at[j] = center - step;
    const double found = (above - evaluate(at, scratch)) / (2 * step);
    at[j] = center;
    if (fabs(found - claimed) > 1e-4 * (1 + fabs(claimed))) return fprintf(stderr, "gradient %d: %g, by differences %g\n", j, claimed, found), 1;
  }
  const int count = is_wells ? 4000 : 100000;
  double sum = 0;
  for (int round = 0; round <= rounds; round++) {
    const double start = processor_time();
    for (int i = 0; i < count; i++) sum += evaluate(positions[i % POSITIONS], gradient) + gradient[0];
    if (round > 0) printf("%.1f\n", (processor_time() - start) / count);
  }
  return sum == 0.5; /* keeps the work */
}
