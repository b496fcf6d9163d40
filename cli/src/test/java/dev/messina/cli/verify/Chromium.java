package dev.messina.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An installed Chromium, which renders a page in frames of several widths at once. The page's own
 * rules hold in a frame, its ban of scripts among them: what measures stands outside.
 */
final class Chromium {

  /** Names the program, in the place of {@code /usr/bin/chromium}. */
  static final String PROPERTY = "messina.chromium";

  private static final long SECONDS_MAX = 120;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern MEASURED =
      Pattern.compile("<pre id=\"measured\">(.*?)</pre>", Pattern.DOTALL);

  private final Path program;

  private Chromium(Path program) {
    this.program = program;
  }

  /** The one that is installed, if one is. */
  static Optional<Chromium> installed() {
    Path program = Path.of(System.getProperty(PROPERTY, "/usr/bin/chromium"));
    return Files.isExecutable(program) ? Optional.of(new Chromium(program)) : Optional.empty();
  }

  /**
   * What {@code measure.js} finds, for each width.
   *
   * @param folder for the page and the browser's own files
   */
  List<JsonNode> measure(String page, List<Integer> widths, boolean dark, Path folder)
      throws IOException, InterruptedException {
    Path harness = Files.writeString(folder.resolve("harness.html"), harness(page, widths));
    Path dump = folder.resolve("dump.html");
    List<String> command = new ArrayList<>(List.of(program.toString(), "--headless"));
    command.addAll(List.of("--no-sandbox", "--disable-gpu", "--no-first-run"));
    command.addAll(List.of("--disable-background-networking", "--disable-component-update"));
    command.addAll(List.of("--disable-sync", "--hide-scrollbars"));
    command.add("--user-data-dir=" + folder.resolve("profile"));
    command.add("--window-size=2000,1200");
    command.add("--blink-settings=preferredColorScheme=" + (dark ? 0 : 1));
    command.addAll(List.of("--dump-dom", harness.toUri().toString()));
    File log = folder.resolve("chromium.log").toFile();
    Process process =
        new ProcessBuilder(command).redirectOutput(dump.toFile()).redirectError(log).start();
    try {
      if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
        throw new IllegalStateException("Chromium has not ended, see " + log);
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    Matcher measured = MEASURED.matcher(Files.readString(dump));
    if (!measured.find()) {
      throw new IllegalStateException(
          "Chromium has ended with " + process.exitValue() + " and told nothing, see " + log);
    }
    List<JsonNode> found = new ArrayList<>();
    JSON.readTree(measured.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
        .forEach(found::add);
    return found;
  }

  private static String harness(String page, List<Integer> widths) throws IOException {
    String quoted = JSON.writeValueAsString(page).replace("<", "\\u003c");
    return """
           <!doctype html><meta charset="utf-8"><meta name="color-scheme" content="light dark">
           <body><pre id="measured"></pre><script>%s
           const page = %s;
           const frames = %s.map((width) => {
             const frame = document.createElement('iframe');
             frame.style = `width:${width}px;height:1200px;border:0;display:block`;
             frame.srcdoc = page;
             document.body.append(frame);
             return frame;
           });
           onload = () => {
             document.getElementById('measured').textContent = JSON.stringify(frames.map(measure));
           };
           </script></body>"""
        .formatted(script(), quoted, widths);
  }

  private static String script() throws IOException {
    try (InputStream script = Chromium.class.getResourceAsStream("measure.js")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
