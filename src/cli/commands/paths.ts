/** `equipoise paths design.json` */
import { InvalidArgument } from "../../errors.js";
import { studyTables } from "../../report/studies/study-tables.js";
import {
  type Cell,
  type DoseFindingDesign,
  type DoseFindingScenario,
  doseFindingScenario,
  type ExactPaths,
  enumeratePaths,
  type PathwayOptions,
  pathwayTable,
  type Recipe,
  type StudyPlan,
  type Table,
  transitionPathways,
} from "../../trials/index.js";
import { Study } from "../../trials/study.js";
import { VERSION } from "../../version.js";
import { print, type TableFormat, tablesAs } from "../output/print-tables.js";
import { webPage } from "../output/web-page.js";
import { type FileDesign, type FileScenario, findsDose, isAboutDoses } from "../study-file/index.js";
import { designsOfFile } from "./designs-of-file.js";

/** The options of the command. */
export interface PathsCommandOptions {
  readonly design?: string;
  readonly cohorts?: number;
  readonly from?: string;
  readonly toxicity?: readonly number[];
  readonly format: TableFormat;
}

/** Cohorts to look ahead unless asked for more. */
const USUAL = 2;

/** Prints what follows every outcome of the next cohorts, and what the design achieves exactly under given truths. */
export async function pathsCommand(path: string, options: PathsCommandOptions): Promise<void> {
  const { format, cohorts = USUAL, toxicity } = options;
  const file = await designsOfFile(path, options.design);
  const { designs, scenarios } = onlyDoseFinding(path, file.designs, file.scenarios);
  for (const [name, { arms }] of Object.entries(designs)) {
    if (toxicity !== undefined && toxicity.length !== arms.length) {
      throw new InvalidArgument(
        "paths",
        "--toxicity",
        `give ${arms.length} probabilities, one for each dose of ${name}`,
        toxicity,
      );
    }
  }
  const truths = toxicity === undefined ? scenarios : { given: doseFindingScenario({ toxicity }) };
  const from = options.from === undefined ? undefined : countsOf(options.from);
  const tables = Object.entries(designs).map(([name, design]) =>
    pathways(name, design, { cohorts, ...(from === undefined ? {} : { from }) }),
  );
  if (Object.keys(truths).length > 0) tables.push(...exactTables(designs, truths));
  print(format === "html" ? webPage("Paths", tablesAs("html", tables)) : tablesAs(format, tables));
}

/** @throws InvalidArgument when a design does not look for a dose: only these have paths by counts. */
function onlyDoseFinding(
  path: string,
  given: Readonly<Record<string, FileDesign>>,
  truths: Readonly<Record<string, FileScenario>>,
): { readonly designs: Record<string, DoseFindingDesign>; readonly scenarios: Record<string, DoseFindingScenario> } {
  const designs = Object.entries(given).map(([name, design]): [string, DoseFindingDesign] => {
    if (findsDose(design)) return [name, design];
    throw new InvalidArgument(path, `designs.${name}`, "look for a dose, to have paths by toxicities", design.name);
  });
  const scenarios = Object.entries(truths).flatMap(([name, scenario]): [string, DoseFindingScenario][] =>
    isAboutDoses(scenario) ? [[name, scenario]] : [],
  );
  return { designs: Object.fromEntries(designs), scenarios: Object.fromEntries(scenarios) };
}

function pathways(name: string, design: DoseFindingDesign, options: PathwayOptions): Table {
  return { ...pathwayTable(design, transitionPathways(design, options)), title: `Dose-transition pathways of ${name}` };
}

/** Reads `0/3,1/6`: DLTs of patients, by dose. */
function countsOf(text: string): NonNullable<PathwayOptions["from"]> {
  const pairs = text.split(",").map((part) => /^\s*(\d{1,4})\/(\d{1,4})\s*$/.exec(part));
  if (pairs.includes(null)) throw new InvalidArgument("paths", "--from", "be DLTs/patients by dose, such as 0/3,1/6,0/0", text);
  const numbers = (group: number) => pairs.map((pair) => Number((pair as RegExpExecArray)[group]));
  return { toxicities: numbers(1), patients: numbers(2) };
}

/** Exact operating characteristics, in the layout of a simulation's: a study whose estimates have no error. */
function exactTables(
  designs: Readonly<Record<string, DoseFindingDesign>>,
  scenarios: Readonly<Record<string, DoseFindingScenario>>,
): readonly Table[] {
  const paths = Object.entries(designs).map(([name, design]): [string, ExactPaths] => [name, enumeratePaths(design)]);
  const cells = Object.entries(scenarios).flatMap(([scenario, given]) => {
    const truth = withTarget(given, designs);
    return paths.map(([design, exact]) => cellOf(scenario, design, exact, truth));
  });
  const plan: StudyPlan = {
    version: VERSION,
    seed: 0,
    replicates: 1,
    designs: recipesOf(designs),
    scenarios: recipesOf(scenarios),
  };
  const study = new Study({ seed: 0, version: VERSION }, 1, plan, cells, []);
  const counts = paths.map(
    ([name, { pathCount, stateCount }]) =>
      `${name}: ${pathCount} paths through ${stateCount} states, all enumerated: no Monte Carlo error.`,
  );
  return studyTables(study).map(({ title, notes = [], ...table }, i, all) => ({
    ...table,
    title: `${title.replace("means over trials", "expected values")}, exactly`,
    notes: [
      // What tables say of Monte Carlo errors is not about these figures.
      ...notes.filter((note) => note.startsWith("truth:")),
      ...(i === all.length - 1 ? [...counts, "Duration is counted in assessment windows, cohort after cohort."] : []),
    ],
  }));
}

function cellOf(scenario: string, design: string, exact: ExactPaths, truth: DoseFindingScenario): Cell {
  const figures = exact.operatingCharacteristics(truth);
  return {
    scenario,
    design,
    arms: exact.design.arms,
    metrics: figures.map(({ mean: _, standardDeviation: __, ...description }) => description),
    estimates: figures.map(({ mean, standardDeviation }) => ({
      mean,
      standardDeviation,
      standardError: 0,
      count: Number.POSITIVE_INFINITY,
    })),
  };
}

function recipesOf(things: Readonly<Record<string, { readonly recipe?: Recipe }>>): Readonly<Record<string, Recipe>> {
  return Object.fromEntries(
    Object.entries(things).flatMap(([name, { recipe }]) => (recipe === undefined ? [] : [[name, recipe]])),
  );
}

/** A scenario without a target is judged by the one that the designs share, as a simulation does. */
function withTarget(scenario: DoseFindingScenario, designs: Readonly<Record<string, DoseFindingDesign>>): DoseFindingScenario {
  const targets = new Set(Object.values(designs).flatMap(({ target }) => target ?? []));
  return scenario.target === undefined && targets.size === 1 ? { ...scenario, target: [...targets][0] } : scenario;
}
