package dev.messina.stack;

import java.nio.file.Path;

/** The versions of Kafka that Connect workers can be started from. */
public enum KafkaVersion {
  /** The one that the connectors are built with, and of every broker. */
  NEWEST("kafka", "kafka-log4j2.properties", "-Dlog4j2.configurationFile="),
  /** 3.9, the last line before 4. */
  V3_9("connect-3.9", "kafka-log4j.properties", "-Dlog4j.configuration=file:");

  private final String classPath;
  private final String logging;
  private final String loggingOption;

  KafkaVersion(String classPath, String logging, String loggingOption) {
    this.classPath = classPath;
    this.logging = logging;
    this.loggingOption = loggingOption;
  }

  /** The folder in {@code local-stack/services} where the build has left it. */
  String classPath() {
    return classPath;
  }

  /** The template of its logging configuration: Kafka 4 has moved to another Log4j. */
  String logging() {
    return logging;
  }

  String loggingOption(Path configuration) {
    return loggingOption + configuration;
  }
}
