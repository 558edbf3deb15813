/** `equipoise protocol design.json` */
import { escapeMarkup } from "../../report/escape-markup.js";
import { designInWords } from "../../report/words/design-in-words.js";
import type { Table } from "../../trials/index.js";
import { print, tablesAs } from "../output/print-tables.js";
import { webPage } from "../output/web-page.js";
import type { FileDesign } from "../study-file/index.js";
import { designsOfFile } from "./designs-of-file.js";

/** The options of the command. */
export interface ProtocolCommandOptions {
  readonly design?: string;
  readonly format: "text" | "markdown" | "html";
}

/** Prints each design of a file as a protocol would say it: sentences, then the design's tables. */
export async function protocolCommand(path: string, { design, format }: ProtocolCommandOptions): Promise<void> {
  const { designs } = await designsOfFile(path, design);
  const parts = Object.entries(designs).map(([name, one]) => WRITERS[format](name, designInWords(one), tablesOf(one)));
  print(format === "html" ? webPage("Protocol", parts.join("\n")) : parts.join("\n"));
}

function tablesOf(design: FileDesign): readonly Table[] {
  return design.tables?.() ?? [];
}

type Writer = (name: string, sentences: readonly string[], tables: readonly Table[]) => string;

const WRITERS: { readonly [format in ProtocolCommandOptions["format"]]: Writer } = {
  text: (name, sentences, tables) =>
    [
      name,
      "",
      ...sentences.map((sentence) => `- ${sentence}`),
      "",
      ...(tables.length > 0 ? [tablesAs("text", tables)] : []),
    ].join("\n"),
  markdown: (name, sentences, tables) =>
    [
      `## ${name}`,
      "",
      ...sentences.map((sentence) => `- ${sentence}`),
      "",
      ...(tables.length > 0 ? [tablesAs("markdown", tables)] : []),
    ].join("\n"),
  html: (name, sentences, tables) =>
    `<h2>${escapeMarkup(name)}</h2>\n<ul>${sentences.map((sentence) => `<li>${escapeMarkup(sentence)}</li>`).join("\n")}</ul>\n${tablesAs("html", tables)}`,
};
