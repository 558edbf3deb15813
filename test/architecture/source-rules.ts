/** The invariants that a single source file can break, as functions from (path, text) to sentences about what is wrong. */
import ts from "typescript";

/** One breach: the name of the rule, and where. */
export interface Finding {
  readonly rule: string;
  readonly at: string;
}

const atTheRim = /^src\/(execution|report|cli)\/|^src\/worker\.ts$/;
const formatting = /^src\/(report|cli)\//;
const programs = /^src\/(worker|cli\/main)\.ts$/;
const nowhere = /^(?!)/;

/** What the standard defines to the last bit. Everything else in `Math` may differ between engines. */
const exactMath = new Set(
  "abs ceil clz32 floor fround imul max min round sign sqrt trunc E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2".split(" "),
);

/** Files of types only: what the folders around them agree on. */
export const contracts = [
  "src/random/rng.ts",
  "src/execution/executor.ts",
  "src/execution/checkpoint.ts",
  "src/density/log-density.ts",
  "src/density/axis.ts",
  "src/density/instruction.ts",
  "src/density/program.ts",
  "src/density/operator.ts",
  "src/density/backend.ts",
  "src/distributions/distribution.ts",
  "src/transforms/transform.ts",
  "src/draws/draws.ts",
  "src/sampling/metric.ts",
  "src/sampling/kernel.ts",
  "src/sampling/adaptation.ts",
  "src/sampling/chain-state.ts",
  "src/sampling/sink.ts",
  "src/endpoints/endpoint.ts",
  "src/trials/design.ts",
  "src/trials/trial-data.ts",
  "src/trials/scenario.ts",
  "src/trials/operating-characteristics.ts",
  "src/trials/recipe.ts",
  "src/trials/milestone.ts",
  "src/trials/table.ts",
  "src/trials/comparative/comparative-design.ts",
  "src/trials/group-sequential/boundaries.ts",
  "src/trials/randomization/allocation-rule.ts",
  "src/trials/dose-finding/posterior/toxicity-model.ts",
];

interface NodeRule {
  readonly rule: string;
  /** The files that may. */
  readonly except: RegExp;
  broken(node: ts.Node): boolean;
}

const isName = (node: ts.Node, ...names: string[]) => ts.isIdentifier(node) && names.includes(node.text);

/** `object.member`, for a global object. */
const isMember = (node: ts.Node, object: string, ...members: string[]) =>
  ts.isPropertyAccessExpression(node) && isName(node.expression, object) && members.includes(node.name.text);

/** A use of a global by name: not a property, a declaration, a type, nor a key of an object. */
function isGlobal(node: ts.Node, ...names: string[]): boolean {
  if (!isName(node, ...names)) return false;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isTypeReferenceNode(parent) || ts.isTypeQueryNode(parent) || ts.isQualifiedName(parent)) return false;
  return !("name" in parent && parent.name === node) && !ts.isImportSpecifier(parent);
}

function isPowerOfTwo(node: ts.BinaryExpression): boolean {
  const exponent = ts.isPrefixUnaryExpression(node.right) ? node.right.operand : node.right;
  return ts.isNumericLiteral(node.left) && node.left.text === "2" && ts.isNumericLiteral(exponent) && /^\d+$/.test(exponent.text);
}

const nodeRules: readonly NodeRule[] = [
  {
    rule: "exact-math-only",
    except: formatting,
    broken: (node) =>
      isName(node, "Math") &&
      isGlobal(node, "Math") &&
      !(
        ts.isPropertyAccessExpression(node.parent) &&
        (exactMath.has(node.parent.name.text) || node.parent.name.text === "random")
      ),
  },
  {
    rule: "exact-powers-only",
    except: formatting,
    broken: (node) =>
      ts.isBinaryExpression(node) &&
      (node.operatorToken.kind === ts.SyntaxKind.AsteriskAsteriskEqualsToken ||
        (node.operatorToken.kind === ts.SyntaxKind.AsteriskAsteriskToken && !isPowerOfTwo(node))),
  },
  {
    rule: "random-from-streams-only",
    except: atTheRim,
    broken: (node) => isMember(node, "Math", "random") || isMember(node, "crypto", "getRandomValues", "randomUUID"),
  },
  {
    rule: "no-clock",
    except: atTheRim,
    broken: (node) =>
      isMember(node, "Date", "now") ||
      isMember(node, "performance", "now") ||
      ((ts.isNewExpression(node) || ts.isCallExpression(node)) && isName(node.expression, "Date")),
  },
  {
    rule: "no-input-or-output",
    except: atTheRim,
    broken: (node) => isGlobal(node, "console", "process", "fetch", "localStorage", "document", "Worker"),
  },
  {
    rule: "no-locale",
    except: formatting,
    broken: (node) =>
      isGlobal(node, "Intl") || (ts.isPropertyAccessExpression(node) && /^(toLocale\w+|localeCompare)$/.test(node.name.text)),
  },
  {
    rule: "no-code-from-text",
    except: nowhere,
    broken: (node) =>
      isGlobal(node, "eval") ||
      isMember(node, "globalThis", "eval", "Function") ||
      (isGlobal(node, "Function") && !ts.isBinaryExpression(node.parent)),
  },
  {
    rule: "no-default-export",
    except: programs,
    broken: (node) =>
      ts.isExportAssignment(node) ||
      (ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)),
  },
  {
    rule: "no-work-at-import",
    except: programs,
    broken: (node) => ts.isSourceFile(node.parent ?? node) && ts.isExpressionStatement(node),
  },
  {
    rule: "imports-name-files",
    except: nowhere,
    broken: (node) =>
      (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) &&
      node.moduleSpecifier !== undefined &&
      ts.isStringLiteral(node.moduleSpecifier) &&
      node.moduleSpecifier.text.startsWith(".") &&
      !node.moduleSpecifier.text.endsWith(".js"),
  },
];

/** A contract holds types and nothing that runs. */
function isOnlyTypes(statement: ts.Statement): boolean {
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return true;
  if (ts.isImportDeclaration(statement)) return statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
  return ts.isExportDeclaration(statement) && statement.isTypeOnly;
}

function aboutFile(path: string, text: string, source: ts.SourceFile): Finding[] {
  const lines = text.trimEnd().split("\n").length;
  const names = path
    .replace(/^src\//, "")
    .replace(/\.ts$/, "")
    .split("/");
  const findings: Finding[] = [];
  const unless = (fine: boolean, rule: string) => {
    if (!fine) findings.push({ rule, at: `${path} (${lines} lines)` });
  };
  unless(lines <= 300, "files-are-short");
  unless(
    names.every((name) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)),
    "names-are-kebab-case",
  );
  unless(
    !names.some((name) => /(^|-)(utils?|utilities|helpers?|misc|common|shared|manager)(-|$)/.test(name)),
    "names-say-something",
  );
  if (contracts.includes(path)) {
    unless(lines <= 60, "contracts-are-short");
    unless(source.statements.every(isOnlyTypes), "contracts-are-types");
  }
  return findings;
}

/** Every breach of the rules in one file. */
export function findingsIn(path: string, text: string): Finding[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const findings = aboutFile(path, text, source);
  const rules = nodeRules.filter(({ except }) => !except.test(path));
  const visit = (node: ts.Node): void => {
    for (const { rule, broken } of rules) {
      if (broken(node)) findings.push({ rule, at: `${path}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}` });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return findings;
}

/** The names of all rules. */
export const ruleNames: readonly string[] = [
  ...nodeRules.map(({ rule }) => rule),
  "files-are-short",
  "names-are-kebab-case",
  "names-say-something",
  "contracts-are-short",
  "contracts-are-types",
];
