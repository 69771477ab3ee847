// vaguemestre is the program: its commands, and how it starts. Each command is a file; what it does is done by Engine.

import ArgumentParser
import Dispatch
import Engine
import Foundation
import TextExtraction

@main
enum Main {
  /// Not `async`: a confined worker locks itself down while the process still has one thread.
  static func main() {
    WorkerEntry.runIfAsked()
    occupyStandardDescriptors()
    signal(SIGPIPE, SIG_IGN)
    Task {
      await VaguemestreCommand.main()
      exit(0)
    }
    dispatchMain()
  }

  /// A program started with standard output closed would get that number for the first file it opens, and write into it.
  /// What stands in its place refuses: writing fails as it would have.
  private static func occupyStandardDescriptors() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) == -1 {
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }
}

struct VaguemestreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vaguemestre",
    abstract: "Collects, understands, answers and hands out a company's mail, on its own server.",
    discussion: """
      To begin:
        vaguemestre demo                     a week of invented mails, carried the whole way
        vaguemestre config reference > FILE  a settings file in which every setting is explained
        vaguemestre check                    is the settings file right, and does everything answer?
        vaguemestre process --dry-run MAIL   what would be done with this mail, and why
        vaguemestre run                      the service

      The settings are read from /etc/vaguemestre/vaguemestre.yaml, or from the file given by --settings.
      What people read (reasons, status, settings' errors) is in the language of the settings, else of the locale.

      Exit codes: 0 all is well; 1 something could not be done; 64 the command is not written so; 66 a mail or file \
      cannot be read; 69 another vaguemestre is at work, or none answers; 74 the output cannot be written; 78 the \
      settings are wrong.
      """,
    version: Installation.version,
    subcommands: [
      RunCommand.self, DemoCommand.self, CheckCommand.self, ConfigCommand.self, SealCommand.self, ParseCommand.self,
      ProcessCommand.self, StatusCommand.self, SendingCommand.self, MailboxCommand.self,
      UnderstandCommand.self, ExtractCommand.self, ModelsCommand.self,
      TrainCommand.self, ClassifyCommand.self, EvaluateCommand.self,
      AuditCommand.self, LearnCommand.self, RetrainCommand.self, ForgetCommand.self,
    ])
}
