// y ~ N(alpha + beta x, sigma), normal priors given with the data
data {
  int<lower=0> N;
  vector[N] x;
  vector[N] y;
  real pmualpha;
  real psalpha;
  real pmubeta;
  real psbeta;
}
transformed data {
  matrix[N, 1] X = to_matrix(x);
}
parameters {
  real alpha;
  real beta;
  real<lower=0> sigma;
}
model {
  alpha ~ normal(pmualpha, psalpha);
  beta ~ normal(pmubeta, psbeta);
  y ~ normal_id_glm(X, alpha, [beta]', sigma);
}
