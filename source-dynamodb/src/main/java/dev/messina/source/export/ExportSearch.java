package dev.messina.source.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Looks for an export in the folder of one, and in the folders above that DynamoDB makes. */
final class ExportSearch {

  private static final String ROOT = "AWSDynamoDB/";
  private static final String STARTED = "_started";

  private final ObjectStore store;
  private final ExportLocation location;
  private final Predicate<ExportSummary> wanted;
  private final List<Found> finished = new ArrayList<>();
  private final List<String> unfinished = new ArrayList<>();

  private record Found(Manifests manifests, String folder, ExportSummary summary) {

    boolean isFull() {
      return summary.extent() instanceof ExportExtent.Full;
    }
  }

  /**
   * @param wanted those that are looked for among several; an export that is named by its folder
   *     counts in any case
   */
  ExportSearch(ObjectStore store, ExportLocation location, Predicate<ExportSummary> wanted) {
    this.store = store;
    this.location = location;
    this.wanted = wanted;
  }

  Export find(Optional<String> idOrArn) {
    Optional<String> id = idOrArn.map(text -> text.substring(text.lastIndexOf('/') + 1));
    look(id);
    Found found = only(id);
    return new Export(
        store.address(found.folder()), found.summary(), found.manifests().files(found.summary()));
  }

  private void look(Optional<String> id) {
    String folder = location.folder();
    List<String> names = store.list(folder);
    if (isExport(names)) {
      add(folder, names);
      finished.removeIf(found -> id.isPresent() && !found.summary().id().equals(id.get()));
      return;
    }
    String parent = names.contains(ROOT) ? folder + ROOT : folder;
    List<String> children = names.contains(ROOT) ? store.list(parent) : names;
    for (String child : children) {
      if (child.endsWith("/") && id.map(each -> child.equals(each + "/")).orElse(true)) {
        List<String> inside = store.list(parent + child);
        if (isExport(inside)) {
          add(parent + child, inside);
          finished.removeIf(found -> !wanted.test(found.summary()));
        }
      }
    }
  }

  private static boolean isExport(List<String> names) {
    return names.contains(Manifests.SUMMARY) || names.contains(STARTED);
  }

  private void add(String folder, List<String> names) {
    if (names.contains(Manifests.SUMMARY)) {
      Manifests manifests = new Manifests(store, folder, names);
      finished.add(new Found(manifests, folder, manifests.summary()));
    } else {
      unfinished.add(folder);
    }
  }

  private Found only(Optional<String> id) {
    List<Found> full = finished.stream().filter(Found::isFull).toList();
    List<Found> candidates = full.isEmpty() ? finished : full;
    if (candidates.size() == 1) {
      return candidates.get(0);
    }
    String place = store.address(location.folder());
    if (candidates.size() > 1) {
      throw new ExportException(
          "There are several exports below "
              + place
              + ": "
              + candidates.stream().map(ExportSearch::named).collect(Collectors.joining(", "))
              + ". Give the folder of the right one.");
    }
    if (!unfinished.isEmpty()) {
      throw new ExportException(
          "The export at "
              + store.address(unfinished.get(0))
              + " is not finished: it has no "
              + Manifests.SUMMARY
              + ". Wait for it; if it failed, take another one; if it was copied, copy the rest.");
    }
    throw new ExportException(
        "There is no export "
            + id.map(each -> each + " ").orElse("")
            + "at "
            + place
            + ". Give the prefix that it was made with, or its own folder, in which "
            + Manifests.SUMMARY
            + " lies.");
  }

  private static String named(Found found) {
    return found.summary().id()
        + " of table '"
        + found.summary().table().name()
        + "' at "
        + (found.summary().extent() instanceof ExportExtent.Full full
            ? full.time()
            : found.summary().run().started());
  }
}
