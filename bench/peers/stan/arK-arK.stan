// y_t ~ N(alpha + sum_k beta_k y_(t-k), sigma) for t > K: a regression on the lagged series
data {
  int<lower=0> K;
  int<lower=0> T;
  vector[T] y;
}
transformed data {
  vector[T - K] now = tail(y, T - K);
  matrix[T - K, K] lagged;
  for (k in 1:K) lagged[, k] = segment(y, K - k + 1, T - K);
}
parameters {
  real alpha;
  vector[K] beta;
  real<lower=0> sigma;
}
model {
  alpha ~ normal(0, 10);
  beta ~ normal(0, 10);
  sigma ~ cauchy(0, 2.5);
  now ~ normal_id_glm(lagged, alpha, beta, sigma);
}
