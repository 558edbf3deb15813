/** `equipoise paths design.json` */
import { InvalidArgument } from "../../errors.js";
import {
  type Column,
  type DoseFindingDesign,
  type DoseFindingScenario,
  doseFindingScenario,
  type ExactPaths,
  enumeratePaths,
  type PathwayOptions,
  pathwayTable,
  type Row,
  type Table,
  transitionPathways,
} from "../../trials/index.js";
import { print, type TableFormat, tablesAs } from "../output/print-tables.js";
import { webPage } from "../output/web-page.js";
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
  const { designs, scenarios } = await designsOfFile(path, options.design);
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

/** Exact operating characteristics: a row for each scenario and design; the same layout as a simulation's. */
function exactTables(
  designs: Readonly<Record<string, DoseFindingDesign>>,
  scenarios: Readonly<Record<string, DoseFindingScenario>>,
): readonly Table[] {
  const paths = Object.entries(designs).map(([name, design]): [string, ExactPaths] => [name, enumeratePaths(design)]);
  const columns = new Map<string, Column>();
  const rows: Row[] = [];
  for (const [scenarioName, given] of Object.entries(scenarios)) {
    const scenario = withTarget(given, designs);
    for (const [name, exact] of paths) {
      const row: Record<string, string | number> = { scenario: scenarioName, design: name };
      for (const { name: metric, label, unit, mean } of exact.operatingCharacteristics(scenario)) {
        columns.set(metric, { name: metric, label, unit });
        row[metric] = mean;
      }
      rows.push(row);
    }
  }
  return [
    {
      title: "Exact operating characteristics",
      columns: [{ name: "scenario", label: "scenario" }, { name: "design", label: "design" }, ...columns.values()],
      rows,
      notes: [
        ...paths.map(
          ([name, { pathCount, stateCount }]) =>
            `${name}: ${pathCount} paths through ${stateCount} states, all enumerated: no Monte Carlo error.`,
        ),
        "Duration is counted in assessment windows, cohort after cohort.",
      ],
    },
  ];
}

/** A scenario without a target is judged by the one that the designs share, as a simulation does. */
function withTarget(scenario: DoseFindingScenario, designs: Readonly<Record<string, DoseFindingDesign>>): DoseFindingScenario {
  const targets = new Set(Object.values(designs).flatMap(({ target }) => target ?? []));
  return scenario.target === undefined && targets.size === 1 ? { ...scenario, target: [...targets][0] } : scenario;
}
