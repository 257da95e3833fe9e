package fm.raido.controlroom.doctor;

import java.util.List;

/** One item of the checklist. */
interface Check {

  /** What is looked at, in one or two words. */
  String name();

  /**
   * What is found, at least one finding.
   *
   * @throws fm.raido.controlroom.CannotReachKafka where the brokers, without which nothing can be
   *     said, do not answer
   * @throws fm.raido.schemas.topic.TopicsNotReady where a topic, without which nothing can be said,
   *     is missing or wrong
   */
  List<Finding> look() throws InterruptedException;
}
