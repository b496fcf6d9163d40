package dev.messina.cli;

import dev.messina.cli.local.Project;
import java.nio.file.Path;
import picocli.CommandLine.Option;

final class StackFolderOption {

  @Option(
      names = "--in",
      paramLabel = "FOLDER",
      description = "The folder of the stack, its data and logs; .messina/stack if not said.")
  private Path named;

  StackFolderOption() {}

  Path of(Project project) {
    Path folder = named == null ? StackGuide.defaultFolder(project) : named;
    return folder.toAbsolutePath().normalize();
  }
}
