// switched ~ Bernoulli(inverse logit(alpha + beta dist / 100))
data {
  int<lower=0> N;
  int<lower=0, upper=1> switched[N];
  vector[N] dist;
}
transformed data {
  matrix[N, 1] X = to_matrix(dist / 100);
}
parameters {
  real alpha;
  vector[1] beta;
}
model {
  switched ~ bernoulli_logit_glm(X, alpha, beta);
}
