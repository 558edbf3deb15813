/** The door of `equipoise/report`: results as tables, pictures and documents. The only place that formats. */

export {
  type ArmCourse,
  type ArmCourses,
  type ArmCoursesOptions,
  type ArmDecision,
  type ArmMoment,
  armCourse,
  armCourses,
  type Band,
} from "./courses/arm-courses.js";
export { courseOfLog } from "./courses/course-of-log.js";
export { type ExampleOptions, exampleTrials, simulatedCourse } from "./courses/simulated-course.js";
export type { CourseDecision, CoursePatient, PatientResult, TrialCourse } from "./courses/trial-course.js";
export { escapeMarkup } from "./escape-markup.js";
export { accuracyTable, modelComparisonTable } from "./fits/accuracy-tables.js";
export { type FitReportOptions, fitReport } from "./fits/fit-report.js";
export { type SummaryTableOptions, summaryTable } from "./fits/summary-table.js";
export { type FormattedFigure, formatFigure, formatNumber, joinFigure, type Uncertainty } from "./format-figure.js";
export { htmlReport } from "./html/html-report.js";
export type { ReportNotes, ReportOptions } from "./html/report-options.js";
export { armCoursePlot } from "./plots/arm-course-plot.js";
export { type BoundaryPanel, boundaryPlot, type DrawnBound, type DrawnBoundaries } from "./plots/boundary-plot.js";
export { decisionPlot } from "./plots/decision-grid.js";
export { allocationPlot, type StudyPlotOptions, selectionPlot } from "./plots/dose-bars.js";
export type { DrawsPlotOptions } from "./plots/draws/chosen-variables.js";
export { type DensityPlotOptions, densityPlot } from "./plots/draws/density-plot.js";
export { energyPlot } from "./plots/draws/energy-plot.js";
export { type IntervalPlotOptions, intervalPlot } from "./plots/draws/interval-plot.js";
export { type PairsPlotOptions, pairsPlot } from "./plots/draws/pairs-plot.js";
export { type PredictiveCheckOptions, predictiveCheckPlot } from "./plots/draws/predictive-check-plot.js";
export { type RankPlotOptions, rankPlot } from "./plots/draws/rank-plot.js";
export { type TracePlotOptions, tracePlot } from "./plots/draws/trace-plot.js";
export { trialPlot } from "./plots/trial-plot.js";
export { trialTimeline } from "./plots/trial-timeline.js";
export { truthPlot } from "./plots/truth-curves.js";
export { armCourseTable } from "./studies/arm-course-table.js";
export { type ArmTruth, armTruth } from "./studies/arm-truth.js";
export { type DoseTruth, doseTruth } from "./studies/dose-truth.js";
export { planBoundaries } from "./studies/plan-boundaries.js";
export { type StudyFileTexts, studyFile } from "./studies/study-file.js";
export { comparisonTable, studyTables, truthTable } from "./studies/study-tables.js";
export { csvTable } from "./tables/csv-table.js";
export { htmlTable } from "./tables/html-table.js";
export { markdownTable } from "./tables/markdown-table.js";
export type { TableOptions } from "./tables/table-options.js";
export { textTable } from "./tables/text-table.js";
