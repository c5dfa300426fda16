import ArgumentParser
import Foundation
import MusterModel

/// The one way to the screen. Whatever others have written into names, files and answers moves no cursor there,
/// makes no line of its own, and does not pass for something else: it is spelt out. JSON stays what it is.
enum Terminal {
    /// A line on standard output.
    static func show(_ line: String) { print(line.spelledOut) }

    static func show(json value: JSONValue) { show(value.jsonText) }

    /// A line of cells with tabs between.
    static func show(cells: [String]) { print(cells.map(\.spelledOut).joined(separator: "\t")) }

    static func show(_ table: TextTable) { for line in table.lines { show(line) } }

    /// YAML, which spells out by itself what has to be.
    static func show(yaml text: String) { for line in text.split(separator: "\n") { show(String(line)) } }

    /// Lets whoever waits for what was shown have it.
    static func flush() { _ = fflush(nil) }

    /// Lines on standard error.
    static func tell(_ lines: [String]) { for line in lines { draw(line.spelledOut + "\n") } }

    /// Moves the cursor of standard error itself.
    static func draw(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }

    /// Ends the process as an error of a command asks for, which may also be help.
    static func end(with error: any Error) -> Never {
        let code = MusterCommand.exitCode(for: error)
        let message = MusterCommand.fullMessage(for: error)
        if code.isSuccess {
            if !message.isEmpty { print(message) }
        } else if code == .failure {
            // A sentence of ours, whatever names are in it.
            if !message.isEmpty { tell([message]) }
        } else {
            tell(message.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
        }
        flush()
        MusterCommand.exit(withError: code)
    }
}
