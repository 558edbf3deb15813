// y ~ MVN(0, K + sigma I), K the squared-exponential covariance
data {
  int<lower=1> N;
  real x[N];
  vector[N] y;
}
transformed data {
  vector[N] zeros = rep_vector(0, N);
}
parameters {
  real<lower=0> rho;
  real<lower=0> alpha;
  real<lower=0> sigma;
}
model {
  matrix[N, N] covariance = cov_exp_quad(x, alpha, rho);
  for (n in 1:N) covariance[n, n] += sigma;
  rho ~ gamma(25, 4);
  alpha ~ normal(0, 2);
  sigma ~ normal(0, 1);
  y ~ multi_normal_cholesky(zeros, cholesky_decompose(covariance));
}
