/** Study files: designs, scenarios and how often to try them, as JSON. */
import { makeDesign, makeScenario } from "./design-maker.js";
import type { StudyDocument } from "./document.js";
import type { FileContext } from "./file-context.js";
import { type FileDesign, type FileScenario, findsDose } from "./kinds.js";
import { checked, STUDY } from "./schemas.js";

/** A study as its file says it. */
export interface StudyFile {
  readonly title: string;
  readonly description: string;
  readonly seed: number | string;
  readonly replicates: number;
  readonly designs: Readonly<Record<string, FileDesign>>;
  readonly scenarios: Readonly<Record<string, FileScenario>>;
  /** What the file says about its designs and scenarios, by name. */
  readonly notes: { readonly designs: Readonly<Record<string, string>>; readonly scenarios: Readonly<Record<string, string>> };
}

const DEFAULT_REPLICATES = 10_000;
const LONGEST_NAME = 60;

/**
 * Makes the study of a file. See docs/study-files.md for the format.
 *
 * @throws InvalidArgument, naming line, column and path of the first thing in the file that is wrong.
 */
export async function studyOf(document: StudyDocument): Promise<StudyFile> {
  const { value } = document;
  const {
    title = "",
    description = "",
    seed = 1,
    replicates = DEFAULT_REPLICATES,
    doses,
    constants,
    ...things
  } = checked(STUDY, document, [], value);
  const context: FileContext = {
    document,
    ...(doses === undefined ? {} : { doses }),
    ...(constants === undefined ? {} : { constants }),
  };
  const designs = await makeAll(context, "designs", things.designs, makeDesign);
  const scenarios = await makeAll(context, "scenarios", things.scenarios, makeScenario);
  checkArms(document, designs, scenarios);
  const notes = { designs: notesOf(things.designs), scenarios: notesOf(things.scenarios) };
  return { title, description, seed, replicates, designs, scenarios, notes };
}

/** Makes the entries of an object by name, one after another, so that the first error is the first in the file. */
export async function makeAll<Thing>(
  context: FileContext,
  kind: string,
  entries: Readonly<Record<string, unknown>>,
  make: (context: FileContext, path: readonly string[], value: unknown) => Promise<Thing>,
): Promise<Readonly<Record<string, Thing>>> {
  const { document } = context;
  const names = Object.keys(entries);
  if (names.length === 0) throw document.error([kind], "have at least one entry: a name and what it stands for", entries);
  const made: [string, Thing][] = [];
  for (const name of names) {
    checkName(document, kind, name);
    made.push([name, await make(context, [kind, name], entries[name])]);
  }
  return Object.fromEntries(made);
}

function notesOf(entries: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const noted = Object.entries(entries as Readonly<Record<string, { readonly note?: string }>>);
  return Object.fromEntries(noted.flatMap(([name, { note }]) => (note === undefined ? [] : [[name, note]])));
}

/** Names stand in tables and in the names of checkpoint files. */
function checkName(document: StudyDocument, kind: string, name: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  const strange = name.trim() === "" || /[\u0000-\u001f\u007f]|\p{Surrogate}/u.test(name) || name.length > LONGEST_NAME;
  if (strange) throw document.keyError([kind, name], `have a name of 1 to ${LONGEST_NAME} visible characters`);
}

function checkArms(document: StudyDocument, designs: StudyFile["designs"], scenarios: StudyFile["scenarios"]): void {
  for (const [designName, design] of Object.entries(designs)) {
    const observed = design.endpoint.outcomes;
    const arms = design.arms.length;
    const noun = findsDose(design) ? "doses" : "arms";
    for (const [name, { armCount, outcomes }] of Object.entries(scenarios)) {
      const place = ["scenarios", name];
      if (observed !== undefined && outcomes !== undefined && observed !== outcomes)
        throw document.error(place, `make outcomes of the kind that designs.${designName} observes (${observed})`, outcomes);
      if (armCount !== arms)
        throw document.error(place, `be about the ${arms} ${noun} of designs.${designName}`, `${armCount} ${noun}`);
    }
  }
}
