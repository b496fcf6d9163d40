package dev.messina.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** How wrong usage is answered: by what is wrong and where help is, not by all of the help. */
final class Usage {

  private static final int WRONG = 2;

  private Usage() {}

  static CommandLine set(CommandLine command) {
    return command
        .registerConverter(long.class, Usage::whole)
        .registerConverter(int.class, Usage::small)
        .registerConverter(URI.class, Usage::url)
        .setParameterExceptionHandler((wrong, arguments) -> answer(wrong));
  }

  private static int answer(ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(wrong.getMessage());
    if (isCommandMissing(wrong)) {
      command.usage(err);
      return WRONG;
    }
    if (wrong instanceof UnmatchedArgumentException) {
      UnmatchedArgumentException.printSuggestions(wrong, err);
    }
    err.println("For help: " + command.getCommandSpec().qualifiedName() + " --help");
    return WRONG;
  }

  /** Then the list of commands is what is wanted. */
  private static boolean isCommandMissing(ParameterException wrong) {
    return !wrong.getCommandLine().getSubcommands().isEmpty()
        && !(wrong instanceof UnmatchedArgumentException)
        && !(wrong instanceof MissingParameterException);
  }

  private static long whole(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException wrong) {
      throw new TypeConversionException("'%s' is no whole number".formatted(text));
    }
  }

  private static int small(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException wrong) {
      throw new TypeConversionException("'%s' is no whole number up to 2147483647".formatted(text));
    }
  }

  private static URI url(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException wrong) {
      throw new TypeConversionException("'%s' is no URL; give http://host:port".formatted(text));
    }
  }
}
