/** What the docstrings of the source must hold: one on every public export, and sources that exist. */
import ts from "typescript";

/** An export that users can see through a door. */
export interface PublicExport {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly documented: boolean;
  /** A function or a class, as opposed to a type or a constant. */
  readonly callable: boolean;
}

/** Everything that the doors (absolute paths) export. */
export function publicExports(doors: readonly string[]): PublicExport[] {
  const program = ts.createProgram({
    rootNames: doors,
    options: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      types: [],
    },
  });
  const checker = program.getTypeChecker();
  const found = new Map<ts.Symbol, PublicExport>();
  for (const door of doors) {
    const file = program.getSourceFile(door);
    const module = file && checker.getSymbolAtLocation(file);
    for (const symbol of module ? checker.getExportsOfModule(module) : []) {
      const declared = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      found.set(declared, {
        name: symbol.name,
        ...placeOf(declared),
        documented: isDocumented(declared),
        callable: (declared.flags & (ts.SymbolFlags.Function | ts.SymbolFlags.Class)) !== 0,
      });
    }
  }
  return [...found.values()];
}

/** Overloads and merged declarations share a docstring; an interface, such as a function's options, may explain each member instead. */
function isDocumented(symbol: ts.Symbol): boolean {
  const declarations = symbol.declarations ?? [];
  return declarations.some(
    (node) =>
      ts.getJSDocCommentsAndTags(node).length > 0 ||
      (ts.isInterfaceDeclaration(node) &&
        node.members.length > 0 &&
        node.members.every((member) => ts.getJSDocCommentsAndTags(member).length > 0)),
  );
}

function placeOf(symbol: ts.Symbol): { file: string; line: number } {
  const node = symbol.declarations?.[0];
  if (node === undefined) return { file: "nowhere", line: 0 };
  const source = node.getSourceFile();
  const file = source.fileName.replace(/^.*\/(?=src\/)/, "");
  return { file, line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1 };
}

/** The keys that each `Source:` of a text names (an empty list where it names none), up to the end of its paragraph. */
export function sourcesIn(text: string): string[][] {
  const paragraphs = [...text.matchAll(/\bSource:((?:(?!\*\/|\n\s*\*\s*\n|\n\s*\n)[\s\S])*)/g)].map(
    (match) => match[1] as string,
  );
  return paragraphs.map((paragraph) => paragraph.match(/\b[a-z][a-z-]*\d{4}[a-z0-9]*\b/g) ?? []);
}

/** The keys of a BibTeX file, in order. */
export function bibliographyKeys(bibliography: string): string[] {
  return [...bibliography.matchAll(/^@\w+\{\s*([^,\s]+)\s*,/gm)].map((match) => match[1] as string);
}
