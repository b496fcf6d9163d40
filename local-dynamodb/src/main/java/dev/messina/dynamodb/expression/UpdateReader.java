package dev.messina.dynamodb.expression;

import dev.messina.dynamodb.item.AttributeValue;
import dev.messina.dynamodb.item.AttributeValue.NumberValue;
import dev.messina.dynamodb.item.AttributeValue.SetValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Updates out of syntax trees, with the checks of AWS that need no item. */
final class UpdateReader {

  private static final ExpressionKind KIND = ExpressionKind.UPDATE;

  private final OperandReader operands;

  UpdateReader(ExpressionScope scope) {
    this.operands = new OperandReader(KIND, scope);
  }

  Update update(List<ExpressionParser.SectionContext> sections) {
    Set<String> seen = new HashSet<>();
    List<UpdateAction> actions = new ArrayList<>();
    for (ExpressionParser.SectionContext section : sections) {
      String keyword = section.getStart().getText().toUpperCase(java.util.Locale.ROOT);
      if (!seen.add(keyword)) {
        throw KIND.invalid(
            "The \"" + keyword + "\" section can only be used once in an update expression;");
      }
      actions.addAll(actions(section));
    }
    Paths.checkAreApart(KIND, actions.stream().map(UpdateAction::path).toList());
    return new Update(actions);
  }

  private List<UpdateAction> actions(ExpressionParser.SectionContext section) {
    List<UpdateAction> actions = new ArrayList<>();
    if (section instanceof ExpressionParser.SetSectionContext set) {
      set.setAction()
          .forEach(
              each ->
                  actions.add(
                      new UpdateAction.Set(operands.path(each.path()), setValue(each.setValue()))));
    } else if (section instanceof ExpressionParser.RemoveSectionContext remove) {
      remove.path().forEach(each -> actions.add(new UpdateAction.Remove(operands.path(each))));
    } else if (section instanceof ExpressionParser.AddSectionContext add) {
      add.valueAction().forEach(each -> actions.add(add(each)));
    } else if (section instanceof ExpressionParser.DeleteSectionContext delete) {
      delete.valueAction().forEach(each -> actions.add(delete(each)));
    }
    return actions;
  }

  private Operand setValue(ExpressionParser.SetValueContext tree) {
    if (tree instanceof ExpressionParser.PlainValueContext plain) {
      return operands.operand(plain.operand());
    } else if (tree instanceof ExpressionParser.ArithmeticValueContext sum) {
      String sign = sum.sign.getText();
      Operand left = number(sign, sum.operand(0));
      Operand right = number(sign, sum.operand(1));
      return new Operand.Sum(left, right, sign.equals("-"));
    } else if (tree instanceof ExpressionParser.ParenthesesValueContext parentheses) {
      return setValue(parentheses.setValue());
    }
    throw new IllegalStateException("No value: " + tree.getText());
  }

  private Operand number(String sign, ExpressionParser.OperandContext tree) {
    Operand operand = operands.operand(tree);
    if (operand instanceof Operand.Literal literal && !(literal.value() instanceof NumberValue)) {
      throw operands.wrongType(sign, literal.value());
    }
    return operand;
  }

  private UpdateAction add(ExpressionParser.ValueActionContext tree) {
    Path path = operands.path(tree.path());
    AttributeValue value = operands.value(tree.VALUE().getText());
    if (!(value instanceof NumberValue) && !(value instanceof SetValue)) {
      throw operands.wrongType("ADD", value);
    }
    return new UpdateAction.Add(path, value);
  }

  private UpdateAction delete(ExpressionParser.ValueActionContext tree) {
    Path path = operands.path(tree.path());
    AttributeValue value = operands.value(tree.VALUE().getText());
    if (value instanceof SetValue elements) {
      return new UpdateAction.Delete(path, elements);
    }
    throw operands.wrongType("DELETE", value);
  }
}
