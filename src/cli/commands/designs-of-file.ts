/** The designs that a command was pointed at. */
import { InvalidArgument } from "../../errors.js";
import { didYouMean } from "../nearest-name.js";
import { type DesignFile, designsOf, readDocument } from "../study-file/index.js";

/**
 * Reads the designs of a file, or the one of this name.
 *
 * @throws InvalidArgument for a file that is not right, and a name that is not in it.
 */
export async function designsOfFile(path: string, name: string | undefined): Promise<DesignFile> {
  const file = await designsOf(await readDocument(path));
  if (name === undefined) return file;
  const { designs } = file;
  if (Object.hasOwn(designs, name)) return { ...file, designs: { [name]: designs[name] } };
  const known = Object.keys(designs);
  const error = new InvalidArgument(path, "--design", `be one of its designs (${known.join(", ")})`, name);
  error.message += didYouMean(name, known);
  throw error;
}
