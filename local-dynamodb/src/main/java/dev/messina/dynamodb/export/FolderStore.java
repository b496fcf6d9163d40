package dev.messina.dynamodb.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that stands for S3: each bucket is a folder in it, and there as soon as it is used. */
public record FolderStore(Path root) implements ObjectStore {

  @Override
  public ExportBucket open(ExportRequest.Destination destination) {
    return new FolderBucket(root.resolve(destination.bucket()));
  }

  private record FolderBucket(Path folder) implements ExportBucket {

    @Override
    public void put(String key, byte[] content) throws IOException {
      Path file = folder.resolve(key).normalize();
      if (!file.startsWith(folder)) {
        throw new IOException("The prefix leads out of the bucket");
      }
      Files.createDirectories(file.getParent());
      Files.write(file, content);
    }

    @Override
    public String putInParts(String key, byte[] content) throws IOException {
      put(key, content);
      return Checksum.etagOfOnePart(content);
    }

    @Override
    public void close() {}
  }
}
