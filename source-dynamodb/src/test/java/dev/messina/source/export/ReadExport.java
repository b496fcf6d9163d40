package dev.messina.source.export;

import dev.messina.source.change.Item;
import dev.messina.source.export.DataFileReader.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads whole exports out of a folder that stands for a bucket. */
final class ReadExport {

  private static final int PAGE_ITEMS = 7;
  private static final long PAGE_BYTES = 1 << 20;

  private ReadExport() {}

  static Export find(Path bucket, String prefix) {
    return Export.find(new FolderStore(bucket), location(prefix), Optional.empty());
  }

  static Export find(Path bucket, String prefix, String id) {
    return Export.find(new FolderStore(bucket), location(prefix), Optional.of(id));
  }

  static ExportLocation location(String prefix) {
    return ExportLocation.parse("s3://bucket/" + prefix);
  }

  static List<Item> items(Path bucket, Export export, String... keyNames) {
    List<Item> items = new ArrayList<>();
    for (DataFile file : export.files()) {
      items.addAll(items(bucket, export, file, 0, keyNames));
    }
    return items;
  }

  static List<Item> items(
      Path bucket, Export export, DataFile file, long skipped, String... keyNames) {
    List<Item> items = new ArrayList<>();
    try (DataFileReader reader =
        DataFileReader.open(new FolderStore(bucket), export, file, List.of(keyNames))) {
      reader.skip(skipped);
      Page<Item> page;
      do {
        page = reader.next(PAGE_ITEMS, PAGE_BYTES);
        items.addAll(page.records());
      } while (!page.atEnd());
    }
    return items;
  }

  static List<ExportedChange> changes(Path bucket, Export export, String... keyNames) {
    List<ExportedChange> changes = new ArrayList<>();
    for (DataFile file : export.files()) {
      try (DataFileReader reader =
          DataFileReader.open(new FolderStore(bucket), export, file, List.of(keyNames))) {
        Page<ExportedChange> page;
        do {
          page = reader.nextChanges(PAGE_ITEMS, PAGE_BYTES);
          changes.addAll(page.records());
        } while (!page.atEnd());
      }
    }
    return changes;
  }
}
