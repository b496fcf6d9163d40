package dev.messina.source.position;

/** How far a {@link SourcePartition} has come. */
public sealed interface SourcePosition
    permits TablePosition,
        SegmentPosition,
        ShardPosition,
        SharePosition,
        GapPosition,
        TopicPosition,
        RepairPosition {}
