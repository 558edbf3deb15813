// Stan's own sampler and gradient, called from R without a step of R between them: compiled once, for any model, with the flags of the models.
// (rstan's prebuilt sampler cannot be linked to models made with -march=native: vectors are aligned differently, and it crashes.)
#include <RcppEigen.h>
#include <ctime>
#include <limits>
#include <rstan/io/rlist_ref_var_context.hpp>
#include <stan/io/empty_var_context.hpp>
#include <stan/math/rev/mat.hpp>
#include <stan/model/model_base.hpp>
#include <stan/model/gradient.hpp>
#include <stan/services/sample/hmc_nuts_diag_e_adapt.hpp>

using stan::model::model_base;

model_base* make_model(stan::io::var_context& data);  // in each model's own file

// The thread's processor time in seconds.
static double processor_time() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec + 1e-9 * now.tv_nsec;
}

// Keeps rows of numbers, and the time of one of them.
struct Rows : stan::callbacks::writer {
  std::vector<std::string> names;
  std::vector<std::vector<double>> rows;
  size_t timed;
  double time = 0;
  Rows(size_t expected, size_t timed) : timed(timed) { rows.reserve(expected); }
  void operator()(const std::vector<std::string>& header) override { names = header; }
  void operator()(const std::vector<double>& row) override {
    rows.push_back(row);
    if (rows.size() == timed) time = processor_time();
  }
  void operator()() override {}
  void operator()(const std::string&) override {}
  Rcpp::NumericMatrix matrix() const {
    Rcpp::NumericMatrix out(rows.size(), names.size());
    for (size_t i = 0; i < rows.size(); i++)
      for (size_t j = 0; j < names.size(); j++) out(i, j) = rows[i][j];
    Rcpp::colnames(out) = Rcpp::wrap(names);
    return out;
  }
};

// One chain of NUTS, diagonal metric, CmdStan's and rstan's defaults. `explain` also keeps the unconstrained positions.
extern "C" SEXP stan_sample(SEXP data, SEXP seed, SEXP chain, SEXP warmup, SEXP draws, SEXP explain) {
  BEGIN_RCPP
  rstan::io::rlist_ref_var_context context(data);
  std::unique_ptr<model_base> model(make_model(context));
  stan::io::empty_var_context random_inits;
  const size_t burn = Rcpp::as<int>(warmup), count = Rcpp::as<int>(draws);
  stan::callbacks::interrupt interrupt;
  stan::callbacks::logger logger;
  stan::callbacks::writer unused;
  Rows sample(burn + count, burn), diagnostic(burn + count, burn);
  const bool explained = Rcpp::as<bool>(explain);
  stan::callbacks::writer& second = explained ? static_cast<stan::callbacks::writer&>(diagnostic) : unused;
  const double start = processor_time();
  const int status = stan::services::sample::hmc_nuts_diag_e_adapt(*model, random_inits, Rcpp::as<int>(seed), Rcpp::as<int>(chain), 2.0, burn, count, 1, true, 0,
    1.0, 0.0, 10, 0.8, 0.05, 0.75, 10.0, 75, 50, 25, interrupt, logger, unused, sample, second);
  const double end = processor_time();
  if (status != 0) Rcpp::stop("Stan ended with status %d", status);
  return Rcpp::List::create(Rcpp::Named("rows") = sample.matrix(), Rcpp::Named("explained") = explained ? diagnostic.matrix() : Rcpp::NumericMatrix(0, 0),
    Rcpp::Named("warmupSeconds") = sample.time - start, Rcpp::Named("seconds") = end - start, Rcpp::Named("dimension") = (int)model->num_params_r());
  END_RCPP
}

// Nanoseconds a gradient, of the function that Stan's samplers call, over given positions (one a column).
extern "C" SEXP stan_gradient(SEXP data, SEXP positions, SEXP repetitions) {
  BEGIN_RCPP
  rstan::io::rlist_ref_var_context context(data);
  std::unique_ptr<model_base> model(make_model(context));
  const Rcpp::NumericMatrix given(positions);
  const Eigen::MatrixXd at = Eigen::Map<const Eigen::MatrixXd>(given.begin(), given.nrow(), given.ncol());
  const int count = Rcpp::as<int>(repetitions);
  Eigen::VectorXd position, gradient;
  double density = 0, sum = 0;
  stan::callbacks::logger logger;
  const double start = processor_time();
  for (int i = 0; i < count; i++) {
    position = at.col(i % at.cols());
    stan::model::gradient(*model, position, density, gradient, logger);
    sum += density + gradient(0);
  }
  return Rcpp::NumericVector::create(1e9 * (processor_time() - start) / count, sum);
  END_RCPP
}
