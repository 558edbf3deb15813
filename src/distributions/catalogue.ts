/** All distributions by their names, for the laws that every one of them obeys. */
import { beta } from "./continuous/beta.js";
import { cauchy } from "./continuous/cauchy.js";
import { chiSquare } from "./continuous/chi-square.js";
import { exponential } from "./continuous/exponential.js";
import { gamma } from "./continuous/gamma.js";
import { inverseGamma } from "./continuous/inverse-gamma.js";
import { laplace } from "./continuous/laplace.js";
import { logNormal } from "./continuous/log-normal.js";
import { logistic } from "./continuous/logistic.js";
import { normal } from "./continuous/normal.js";
import { studentT } from "./continuous/student-t.js";
import { uniform } from "./continuous/uniform.js";
import { weibull } from "./continuous/weibull.js";
import { bernoulli } from "./discrete/bernoulli.js";
import { betaBinomial } from "./discrete/beta-binomial.js";
import { binomial } from "./discrete/binomial.js";
import { categorical } from "./discrete/categorical.js";
import { negativeBinomial } from "./discrete/negative-binomial.js";
import { orderedLogistic } from "./discrete/ordered-logistic.js";
import { pointMass } from "./discrete/point-mass.js";
import { poisson } from "./discrete/poisson.js";
import { halfCauchy, halfNormal, halfStudentT } from "./modifiers/half.js";
import { dirichlet } from "./multivariate/dirichlet.js";
import { lkj } from "./multivariate/lkj.js";
import { lkjCholesky } from "./multivariate/lkj-cholesky.js";
import { multinomial } from "./multivariate/multinomial.js";
import { multivariateNormal } from "./multivariate/multivariate-normal.js";

/** Of numbers. */
export const catalogue = {
  bernoulli,
  beta,
  betaBinomial,
  binomial,
  categorical,
  cauchy,
  chiSquare,
  exponential,
  gamma,
  halfCauchy,
  halfNormal,
  halfStudentT,
  inverseGamma,
  laplace,
  logNormal,
  logistic,
  negativeBinomial,
  normal,
  orderedLogistic,
  pointMass,
  poisson,
  studentT,
  uniform,
  weibull,
};

/** Of vectors and matrices. */
export const vectorCatalogue = { dirichlet, lkj, lkjCholesky, multinomial, multivariateNormal };
