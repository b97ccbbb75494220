import { join } from "node:path"
import ts from "typescript"

/** What TypeScript says about files that do not exist, in a folder of this repository, from which its packages are found. */
export function complaintsAbout(
  sources: Record<string, string>,
  { folder, options }: { folder: string; options: ts.CompilerOptions }
): string[] {
  const virtual = new Map(Object.entries(sources).map(([path, code]) => [join(folder, path), code]))
  const host = ts.createCompilerHost(options)
  const { fileExists, readFile, getSourceFile, directoryExists } = host
  host.fileExists = (path) => virtual.has(path) || fileExists(path)
  host.readFile = (path) => virtual.get(path) ?? readFile(path)
  host.directoryExists = (path) => path.startsWith(folder) || Boolean(directoryExists?.(path))
  host.getSourceFile = (path, language, ...rest) => {
    const code = virtual.get(path)
    return code === undefined ? getSourceFile(path, language, ...rest) : ts.createSourceFile(path, code, language, true)
  }
  const program = ts.createProgram(
    [...virtual.keys()],
    { strict: true, noEmit: true, skipLibCheck: true, ...options },
    host
  )
  const asked = [...virtual.keys()].map((path) => program.getSourceFile(path))
  const found = [
    ...program.getOptionsDiagnostics(),
    ...asked.flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]),
  ]
  return found.map(({ file, start, messageText }) => {
    const name = file?.fileName.replace(`${folder}/`, "") ?? ""
    const line = file ? file.getLineAndCharacterOfPosition(start ?? 0).line + 1 : 0
    return `${name}:${line}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`
  })
}
