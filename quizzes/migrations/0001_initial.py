import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('learners', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('course', models.CharField(max_length=200)),
                ('document', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('visual', 'Visual quiz')], default='visual', max_length=10)),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('learner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attempts', to='learners.learner')),
            ],
        ),
        migrations.CreateModel(
            name='HintRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.CharField(max_length=200)),
                ('number', models.PositiveSmallIntegerField()),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hints', to='quizzes.attempt')),
            ],
        ),
        migrations.CreateModel(
            name='QuestionVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('course', models.CharField(max_length=200)),
                ('document', models.CharField(max_length=200)),
                ('question', models.CharField(max_length=200)),
                ('digest', models.CharField(max_length=64)),
                ('body', models.JSONField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('course', 'document', 'question', 'digest'), name='one_row_per_version')],
            },
        ),
        migrations.CreateModel(
            name='AnswerRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.CharField(max_length=200)),
                ('number', models.PositiveSmallIntegerField()),
                ('answer', models.JSONField()),
                ('right', models.BooleanField()),
                ('score', models.FloatField()),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='quizzes.attempt')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quizzes.questionversion')),
            ],
            options={
                'ordering': ('number',),
            },
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'visual')), fields=('learner', 'course', 'document'), name='one_visual_attempt'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['visual'])), name='kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='hintrecord',
            constraint=models.UniqueConstraint(fields=('attempt', 'question', 'number'), name='one_row_per_hint'),
        ),
        migrations.AddConstraint(
            model_name='hintrecord',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='hints_count_from_one'),
        ),
        migrations.AddConstraint(
            model_name='answerrecord',
            constraint=models.UniqueConstraint(fields=('attempt', 'question', 'number'), name='one_answer_per_try'),
        ),
        migrations.AddConstraint(
            model_name='answerrecord',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='tries_count_from_one'),
        ),
        migrations.AddConstraint(
            model_name='answerrecord',
            constraint=models.CheckConstraint(condition=models.Q(('score__gte', 0), ('score__lte', 1)), name='score_is_a_share'),
        ),
    ]
